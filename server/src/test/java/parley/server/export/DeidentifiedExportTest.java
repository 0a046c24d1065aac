package parley.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.server.Http;
import parley.server.Messages;
import parley.server.mesh.MadeRelease;
import parley.server.mesh.MeshGateway;
import parley.server.optout.MadeOptOuts;
import parley.submissions.agreement.AgreementReading;
import parley.submissions.agreement.Agreements;

/** A pseudonymised export as a recipient fetches it: attacks 7, 8, 11, 15 and 27 at the endpoint. */
@Timeout(180)
class DeidentifiedExportTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CLEAR = Messages.nhsNumber(821);
  private static final String OUT = Messages.nhsNumber(822);
  private static final String NAME = "Quibbleton";

  private final MeshGateway mesh = MeshGateway.shared();
  private final Http http = mesh.http;
  private final String clear = id("p-clear");
  private final String out = id("p-out");

  @BeforeAll
  static void agreements() {
    MadeRelease.agreement(
        "evaluation",
        "2099-12-31",
        "Patient.id",
        "Patient.gender",
        "Observation.id",
        "Observation.status",
        "Observation.subject.reference",
        "Observation.effectiveDateTime month",
        "Observation.valueInteger",
        "QuestionnaireResponse.status",
        "QuestionnaireResponse.item.linkId",
        "QuestionnaireResponse.item.answer.valueInteger");
    MadeRelease.agreement("over", "2026-01-31", "Patient.id");
    MadeRelease.agreement("rows", "2099-12-31");
  }

  @BeforeEach
  void people() {
    put("Patient", clear, patient(CLEAR));
    put("Patient", out, patient(OUT));
    put("Observation", id("o-clear"), observation(clear, 12));
    put("Observation", id("o-out"), observation(out, 17));
    MadeOptOuts.load(mesh.gateway, Set.of(OUT));
  }

  @Test
  void whatIsListedLeavesOfThoseWhoHaveNotOptedOut() throws IOException {
    var manifest = finished("&_type=Patient,Observation");
    var observations = lines(manifest, "Observation");
    var mine =
        observations.stream().filter(it -> it.path("valueInteger").asInt() == 12).toList();
    assertThat(mine).isNotEmpty();
    assertThat(observations).noneMatch(it -> it.path("valueInteger").asInt() == 17);
    assertThat(mine.get(0).path("effectiveDateTime").asText()).isEqualTo("2026-10");
    assertThat(mine.get(0).at("/meta/security").findValuesAsText("code")).contains("PSEUDED");
    var patients = lines(manifest, "Patient");
    assertThat(patients)
        .anyMatch(
            it ->
                mine.get(0)
                    .at("/subject/reference")
                    .asText()
                    .equals("Patient/" + it.path("id").asText()))
        .allMatch(it -> it.at("/identifier/0/system").asText().endsWith("/Id/pseudonym"));
    var all = observations + " " + patients;
    assertThat(all)
        .doesNotContain(NAME)
        .doesNotContain(CLEAR)
        .doesNotContain(clear)
        .doesNotContain("1987");
    assertThat(manifest.at("/extension/product").asText()).isEqualTo("PSEUDONYMISED");
    assertThat(manifest.at("/extension/agreementHash").asText()).isEqualTo(hash("evaluation"));
    // Not how many opted out, in no place.
    assertThat(manifest.at("/extension").toString()).doesNotContain("opt");
    assertThat(
            mesh.gateway
                .jdbc()
                .queryForObject(
                    "select count(*) from release_audit where what = 'key-used' and who = ?"
                        + " and detail = 'bulk export'",
                    Integer.class,
                    MadeRelease.BY))
        .isPositive();
  }

  @Test
  void aNameTypedAsAnAnswerStaysHere() throws IOException {
    put(
        "QuestionnaireResponse",
        id("qr"),
        """
        "status":"completed","subject":{"reference":"Patient/%s"},"authored":"2026-10-12",
        "questionnaire":"https://parley.example/fhir/Questionnaire/other|1.0.0",
        "item":[{"linkId":"Quibbleton","answer":[{"valueString":"my neighbour Zebedee Quibbleton"},
          {"valueAttachment":{"title":"Quibbleton"}},{"valueInteger":2}]}]"""
            .formatted(clear));
    var manifest = finished("&_type=QuestionnaireResponse");
    var lines = lines(manifest, "QuestionnaireResponse");
    assertThat(lines).isNotEmpty();
    assertThat(lines.toString()).doesNotContain(NAME).doesNotContain("Zebedee");
  }

  @Test
  void a07AndTheSameAgainIsTheSame() throws IOException {
    var first = finished("&_type=Patient");
    var again = finished("&_type=Patient");
    // An agreement that links releases: equal tokens, equal bytes; file names differ by the export.
    assertThat(lines(first, "Patient")).isEqualTo(lines(again, "Patient"));
    assertThat(first.at("/output/0/url")).isNotEqualTo(again.at("/output/0/url"));
  }

  @Test
  void somethingOfAPersonStopsTheExportAndNothingIsLeft() throws IOException {
    var leak = id("o-leak");
    put("Patient", id("p-leak"), "\"identifier\":[{\"system\":\"https://x.example\",\"value\":\"471108155\"}]");
    put("Observation", leak, observation(clear, 471108155));
    try {
      var status = started("&_type=Observation");
      var answer = awaited(status);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
      assertThat(answer.body()).contains("IDENTIFIER").doesNotContain("471108155");
      assertThat(folders()).noneMatch(it -> it.contains(jobOf(status)));
    } finally {
      assertThat(http.delete("/fhir/Observation/" + leak).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void itIsTakenAwayWhenItsTimeIsOverOrItsOwnerSaysSo() throws IOException {
    var status = started("&_type=Patient");
    var manifest = JSON.readTree(awaited(status).body());
    var file = path(manifest.at("/output/0/url").asText());
    assertThat(http.get(file).statusCode()).isEqualTo(200);
    assertThat(http.get(file.replaceFirst("PSEUDONYMISED", "..%2FPSEUDONYMISED")).statusCode())
        .isNotEqualTo(200);
    assertThat(http.delete(status).statusCode()).isEqualTo(202);
    assertThat(http.get(file).statusCode()).isEqualTo(404);
    assertThat(http.get(status).statusCode()).isEqualTo(404);
    assertThat(http.delete(status).statusCode()).isEqualTo(404);
    var other = started("&_type=Patient");
    awaited(other);
    mesh.gateway.bean(DeidentifiedExports.class).sweep(Duration.ofHours(-1), false);
    assertThat(http.get(other).statusCode()).isEqualTo(404);
    assertThat(folders()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "404, _agreement=nothing&_agreementHash=HASH&_by=ANALYST",
    "404, _agreement=..%2Fevaluation&_agreementHash=HASH&_by=ANALYST",
    "400, _agreement=evaluation&_by=ANALYST",
    "400, _agreement=evaluation&_agreementHash=abc&_by=ANALYST",
    "403, _agreement=evaluation&_agreementHash=HASH",
    "403, _agreement=evaluation&_agreementHash=HASH&_by=SOMEBODY",
    "400, _agreement=evaluation&_agreementHash=HASH&_by=ANALYST&_type=Condition",
    "400, _agreement=evaluation&_agreementHash=HASH&_by=ANALYST&_typeFilter=Patient%3Fgender%3Dmale",
    "400, _agreementHash=HASH&_agreement=evaluation&_by=ANALYST&_since=2026-01-01T00:00:00Z",
    "422, _agreement=over&_agreementHash=HASH&_by=ANALYST",
    "422, _agreement=rows&_agreementHash=HASH&_by=ANALYST"
  })
  void whatTheAgreementDoesNotAllowIsRefusedAtOnce(int status, String parameters) {
    var answer = ask("/fhir/$export?" + parameters.replace("HASH", hash("evaluation")));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("OperationOutcome");
  }

  @Test
  void nothingLeavesUnderNamesWhenAnAgreementWasMeant() {
    var good = "?_agreement=evaluation&_agreementHash=" + hash("evaluation") + "&_by=ANALYST";
    assertThat(ask("/fhir/Patient/$export" + good).statusCode()).isEqualTo(400);
    assertThat(http.get("/fhir/$export" + good).statusCode()).isEqualTo(400);
    var posted =
        http.send(
            HttpRequest.newBuilder(http.uri("/fhir/$export"))
                .header("Prefer", "respond-async")
                .header("Content-Type", "application/fhir+json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"_agreement\","
                            + "\"valueString\":\"evaluation\"}]}")));
    assertThat(posted.statusCode()).as(posted.body()).isEqualTo(400);
    MadeOptOuts.forget(mesh.gateway);
    var stale = ask("/fhir/$export" + good);
    assertThat(stale.statusCode()).as(stale.body()).isEqualTo(409);
    assertThat(stale.body()).contains("opt-outs");
  }

  private JsonNode finished(String more) throws IOException {
    var answer = awaited(started(more));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private String started(String more) {
    var answer =
        ask(
            "/fhir/$export?_agreement=evaluation&_agreementHash="
                + hash("evaluation")
                + "&_by="
                + MadeRelease.BY
                + more);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return path(answer.headers().firstValue("Content-Location").orElseThrow());
  }

  private HttpResponse<String> awaited(String status) {
    mesh.await(() -> http.get(status).statusCode() != 202);
    return http.get(status);
  }

  private HttpResponse<String> ask(String path) {
    return http.send(
        HttpRequest.newBuilder(http.uri(path)).header("Prefer", "respond-async").GET());
  }

  private List<JsonNode> lines(JsonNode manifest, String type) throws JsonProcessingException {
    for (var one : manifest.path("output")) {
      if (one.path("type").asText().equals(type)) {
        var file = http.get(path(one.path("url").asText()));
        assertThat(file.headers().firstValue("Content-Type")).hasValue("application/fhir+ndjson");
        var lines = new java.util.ArrayList<JsonNode>();
        for (var line : file.body().lines().toList()) {
          lines.add(JSON.readTree(line));
        }
        return lines;
      }
    }
    return List.of();
  }

  private static String path(String url) {
    var uri = URI.create(url.replace("$", "%24"));
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  private static String jobOf(String status) {
    return status.substring(status.indexOf("p-"));
  }

  private List<String> folders() throws IOException {
    var folder = mesh.gateway.data().resolve("exports");
    try (var all = Files.list(folder)) {
      return all.map(Path::getFileName).map(Path::toString).toList();
    }
  }

  private static String hash(String name) {
    try {
      var text = Files.readString(MadeRelease.folder().resolve(name + ".json"));
      var reading = Agreements.read(text, LocalDate.EPOCH);
      return ((AgreementReading.Accepted) reading).agreement().digest();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String id(String name) {
    return UUID.nameUUIDFromBytes(("deidentified " + name).getBytes()).toString();
  }

  private static String patient(String number) {
    return """
        "gender":"female","birthDate":"1987-03-09","name":[{"family":"Quibbleton"}],
        "identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"%s"}]"""
        .formatted(number);
  }

  private static String observation(String patient, int value) {
    return """
        "status":"final","code":{"text":"Quibbleton"},"subject":{"reference":"Patient/%s"},
        "effectiveDateTime":"2026-10-12T09:30:00Z","valueInteger":%d,"note":[{"text":"Quibbleton"}]"""
        .formatted(patient, value);
  }

  private void put(String type, String id, String body) {
    var stored =
        http.putJson(
            "/fhir/" + type + "/" + id,
            "{\"resourceType\":\"%s\",\"id\":\"%s\",%s}".formatted(type, id, body));
    assertThat(stored.statusCode()).as(stored.body()).isIn(200, 201);
  }
}
