package parley.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.server.Http;
import parley.server.RunningGateway;

/** Exports as a client makes them: asked for, polled, fetched, cancelled. */
class ExportTest {

  private final RunningGateway gateway = RunningGateway.shared();
  private final Http http = new Http(gateway);

  @Test
  void aSystemExportHoldsEverythingOfItsTypes() throws JsonProcessingException {
    var mine = IntStream.range(0, 25).mapToObj(this::patient).collect(Collectors.toSet());
    var lines = lines(finished("/fhir/$export?_type=Patient,Observation"), "Patient");
    assertThat(ids(lines)).containsAll(mine).hasSameSizeAs(lines);
    assertThat(lines).hasSize(stored("Patient"));
    lines.forEach(line -> assertThat(line.fhirType()).isEqualTo("Patient"));
  }

  @Test
  void sinceAndFilterLeaveOut() throws JsonProcessingException {
    patient(1);
    LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    var since = Instant.now();
    var later = patient(2);
    var other = UUID.randomUUID().toString();
    put(
        "Patient/" + other,
        "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"gender\":\"male\"}",
        other);
    var manifest =
        finished(
            "/fhir/$export?_type=Patient&_since="
                + since
                + "&_typeFilter=Patient%3Fgender%3Dfemale");
    assertThat(ids(lines(manifest, "Patient"))).containsExactly(later);
    assertThat(manifest.get("request").asText()).contains("_type=Patient");
  }

  @Test
  void aGroupExportHoldsItsMembersAndWhatIsTheirs() throws JsonProcessingException {
    var member = patient(1);
    var stranger = patient(2);
    var score = observation(member);
    var foreign = observation(stranger);
    var group = UUID.randomUUID().toString();
    put(
        "Group/" + group,
        """
        {"resourceType":"Group","id":"%s","type":"person","actual":true,
         "member":[{"entity":{"reference":"Patient/%s"}}]}""",
        group,
        member);
    var manifest = finished("/fhir/Group/" + group + "/$export?_type=Patient,Observation");
    assertThat(ids(lines(manifest, "Patient"))).containsExactly(member);
    assertThat(ids(lines(manifest, "Observation"))).containsExactly(score).doesNotContain(foreign);
  }

  @Test
  void aPatientExportHoldsTheirRecordsOnly() throws JsonProcessingException {
    var person = patient(1);
    var score = observation(person);
    var loose = UUID.randomUUID().toString();
    put(
        "Observation/" + loose,
        "{\"resourceType\":\"Observation\",\"id\":\"%s\",\"status\":\"final\","
            + "\"code\":{\"text\":\"a score of nobody\"}}",
        loose);
    var manifest = finished("/fhir/Patient/$export?_type=Patient,Observation");
    assertThat(ids(lines(manifest, "Patient"))).contains(person).hasSize(stored("Patient"));
    assertThat(ids(lines(manifest, "Observation"))).contains(score).doesNotContain(loose);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_outputFormat=text/csv",
        "_type=Nonsense",
        "_type=Binary",
        "_since=yesterday",
        "_typeFilter=Observation%3Fstatus%3Dfinal&_type=Patient",
        "_typeFilter=status%3Dfinal",
        "_typeFilter=Patient%3Fnonsense%3D1&_type=Patient",
        "_elements=id",
        "includeAssociatedData=LatestProvenanceResources"
      })
  void badParametersAreRefusedAtOnce(String parameters) {
    var response = ask("/fhir/$export?" + parameters, "respond-async");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.body()).contains("OperationOutcome").doesNotContain("yesterday\\n");
  }

  @Test
  void itIsAsynchronousOrNotAtAll() {
    assertThat(ask("/fhir/$export", "respond-sync").statusCode()).isEqualTo(400);
    assertThat(http.get("/fhir/$export-poll-status?_jobId=nothing").statusCode()).isEqualTo(404);
    assertThat(http.get("/fhir/$export-poll-status").statusCode()).isEqualTo(400);
    assertThat(http.delete("/fhir/$export-poll-status?_jobId=nothing").statusCode()).isEqualTo(404);
    assertThat(ask("/fhir/Group/nothing/$export", "respond-async").statusCode()).isEqualTo(404);
  }

  @Test
  void oneThatRunsIsCancelled() {
    patient(1);
    var status = started("/fhir/$export?_type=Patient");
    assertThat(http.get(status).statusCode()).isEqualTo(202);
    assertThat(http.delete(status).statusCode()).isEqualTo(202);
    assertThat(awaited(status).statusCode()).isEqualTo(404);
    gateway.bean(Exports.class).sweep(Duration.ofHours(1), Duration.ofHours(1));
    assertThat(files(status)).isZero();
  }

  @Test
  void oneThatIsDoneGoesWithItsFiles() throws JsonProcessingException {
    patient(1);
    var status = started("/fhir/$export?_type=Patient");
    var file = output(awaited(status), "Patient").get(0);
    assertThat(http.get(file).statusCode()).isEqualTo(200);
    assertThat(http.delete(status).statusCode()).isEqualTo(202);
    assertThat(http.get(status).statusCode()).isEqualTo(404);
    assertGone(file);
  }

  @Test
  void filesExpireWithTheirHistory() throws JsonProcessingException {
    patient(1);
    var status = started("/fhir/$export?_type=Patient");
    var file = output(awaited(status), "Patient").get(0);
    gateway.bean(Exports.class).sweep(Duration.ofHours(1), Duration.ofHours(1));
    assertThat(http.get(file).statusCode()).isEqualTo(200);
    gateway.bean(Exports.class).sweep(Duration.ofHours(1), Duration.ofMillis(1));
    assertThat(http.get(status).statusCode()).isEqualTo(404);
    assertGone(file);
  }

  @Test
  void oneThatStandsStillIsFailedAndSaysSo() {
    patient(1);
    var status = started("/fhir/$export?_type=Patient");
    gateway.bean(Exports.class).sweep(Duration.ofMillis(-1000), Duration.ofHours(1));
    var answer = awaited(status);
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("OperationOutcome").contains("Start it again");
    assertThat(files(status)).isZero();
  }

  /** Not in the store's history either: an export holds everybody's records. */
  private void assertGone(String file) {
    assertThat(http.get(file).statusCode()).isEqualTo(404);
    var id = file.substring(file.lastIndexOf('/') + 1);
    assertThat(
            gateway
                .jdbc()
                .queryForObject(
                    "select count(*) from hfj_res_ver v join hfj_resource r on r.res_id = v.res_id"
                        + " where r.res_type = 'Binary' and r.fhir_id = ?",
                    Integer.class,
                    id))
        .isZero();
  }

  private int files(String status) {
    return gateway
        .jdbc()
        .queryForObject(
            "select count(*) from export_file where job_id = ?",
            Integer.class,
            status.substring(status.indexOf('=') + 1));
  }

  private String patient(int serial) {
    var id = UUID.randomUUID().toString();
    put(
        "Patient/" + id,
        "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"gender\":\"female\",\"birthDate\":\"1980-02-%02d\"}",
        id,
        serial % 28 + 1);
    return id;
  }

  private String observation(String patient) {
    var id = UUID.randomUUID().toString();
    put(
        "Observation/" + id,
        "{\"resourceType\":\"Observation\",\"id\":\"%s\",\"status\":\"final\","
            + "\"code\":{\"text\":\"score\"},\"subject\":{\"reference\":\"Patient/%s\"}}",
        id,
        patient);
    return id;
  }

  private void put(String path, String body, Object... values) {
    var response = http.putJson("/fhir/" + path, body.formatted(values));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
  }

  private int stored(String type) {
    return gateway
        .jdbc()
        .queryForObject(
            "select count(*) from hfj_resource where res_type = ? and res_deleted_at is null",
            Integer.class,
            type);
  }

  private HttpResponse<String> ask(String path, String prefer) {
    return http.send(HttpRequest.newBuilder(http.uri(path)).header("Prefer", prefer).GET());
  }

  /** The address to ask for its status. */
  private String started(String path) {
    var response = ask(path, "respond-async");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    return local(response.headers().firstValue("Content-Location").orElseThrow());
  }

  private static String local(String url) {
    return url.substring(url.indexOf("/fhir/"));
  }

  private HttpResponse<String> awaited(String status) {
    var end = Instant.now().plus(Duration.ofSeconds(60));
    var response = http.get(status);
    while (response.statusCode() == 202 && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
      response = http.get(status);
    }
    return response;
  }

  private JsonNode finished(String path) throws JsonProcessingException {
    var response = awaited(started(path));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return new ObjectMapper().readTree(response.body());
  }

  private static List<String> output(HttpResponse<String> status, String type)
      throws JsonProcessingException {
    return output(new ObjectMapper().readTree(status.body()), type);
  }

  private static List<String> output(JsonNode manifest, String type) {
    var urls = new ArrayList<String>();
    manifest
        .get("output")
        .forEach(
            file -> {
              if (file.get("type").asText().equals(type)) {
                urls.add(local(file.get("url").asText()));
              }
            });
    return urls;
  }

  /** Every line of the files of a type, each a resource. */
  private List<Resource> lines(JsonNode manifest, String type) {
    return output(manifest, type).stream()
        .map(
            url ->
                http.send(
                    HttpRequest.newBuilder(http.uri(url))
                        .header("Accept", "application/fhir+ndjson")
                        .GET()))
        .peek(response -> assertThat(response.statusCode()).isEqualTo(200))
        .peek(
            response ->
                assertThat(response.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("application/fhir+ndjson"))
        .flatMap(response -> response.body().lines())
        .map(line -> (Resource) gateway.fhir().newJsonParser().parseResource(line))
        .toList();
  }

  private static Set<String> ids(List<Resource> resources) {
    return resources.stream()
        .map(resource -> resource.getIdElement().getIdPart())
        .collect(Collectors.toSet());
  }
}
