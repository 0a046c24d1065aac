package parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The FHIR endpoint as a client sees it: what it does, and what it refuses. */
class FhirEndpointTest {

  private static final String XML = "application/fhir+xml";
  private final RunningGateway gateway = RunningGateway.shared();
  private final Http http = new Http(gateway);

  private static String patient(String id, String family) {
    return """
        {"resourceType":"Patient","id":"%s","name":[{"family":"%s"}],"gender":"female",
         "birthDate":"1980-02-15"}"""
        .formatted(id, family);
  }

  private static String observation(String value) {
    return """
        {"resourceType":"Observation","status":"final","code":{"text":"score"},
         "valueQuantity":{"value":%s}}"""
        .formatted(value);
  }

  private String stored(String family) {
    var id = UUID.randomUUID().toString();
    assertThat(http.putJson("/fhir/Patient/" + id, patient(id, family)).statusCode())
        .isEqualTo(201);
    return id;
  }

  @Test
  void readsVersionsHistoryAndDeletes() {
    var id = stored("Lifecycle");
    http.putJson("/fhir/Patient/" + id, patient(id, "Changed"));
    assertThat(http.get("/fhir/Patient/" + id).body()).contains("Changed");
    assertThat(http.get("/fhir/Patient/" + id + "/_history/1").body()).contains("Lifecycle");
    assertThat(http.get("/fhir/Patient/" + id + "/_history").body()).contains("\"total\":2");
    assertThat(http.delete("/fhir/Patient/" + id).statusCode()).isEqualTo(200);
    assertThat(http.get("/fhir/Patient/" + id).statusCode()).isEqualTo(410);
  }

  @Test
  void searchesChainedReverseIncludedPagedAndSummarised() {
    var id = stored("Chained");
    var body =
        """
        {"resourceType":"Observation","status":"final","code":{"text":"x"},
         "subject":{"reference":"Patient/%s"},"valueString":"y"}"""
            .formatted(id);
    for (var i = 0; i < 3; i++) {
      assertThat(http.postJson("/fhir/Observation", body).statusCode()).isEqualTo(201);
    }
    assertThat(total("/fhir/Observation?subject:Patient.family=Chained&_summary=count"))
        .isEqualTo(3);
    assertThat(
            total(
                "/fhir/Patient?_has:Observation:subject:status=final&_id="
                    + id
                    + "&_summary=count"))
        .isEqualTo(1);
    assertThat(http.get("/fhir/Patient?_id=" + id + "&_revinclude=Observation:subject").body())
        .contains("\"resourceType\":\"Observation\"");
    assertThat(
            http.get("/fhir/Observation?subject=Patient/" + id + "&_include=Observation:subject")
                .body())
        .contains("Chained");
    assertThat(http.get("/fhir/Patient?_id=" + id + "&_elements=birthDate").body())
        .contains("1980-02-15")
        .doesNotContain("Chained");
    assertThat(http.get("/fhir/Patient/" + id + "/$everything").body())
        .contains("\"resourceType\":\"Observation\"");
    var page = bundle(http.get("/fhir/Observation?subject=Patient/" + id + "&_count=2").body());
    assertThat(page.getEntry()).hasSize(2);
    assertThat(page.getLink("next").getUrl()).startsWith(gateway.url("/fhir").toString());
  }

  private int total(String path) {
    return bundle(http.get(path).body()).getTotal();
  }

  private Bundle bundle(String json) {
    return gateway.fhir().newJsonParser().parseResource(Bundle.class, json);
  }

  @Test
  void patchesAndUpdatesConditionally() {
    var id = stored("Patched");
    var patch = "[{\"op\":\"replace\",\"path\":\"/birthDate\",\"value\":\"1981-01-01\"}]";
    assertThat(http.patch("/fhir/Patient/" + id, "application/json-patch+json", patch).statusCode())
        .isEqualTo(200);
    assertThat(http.get("/fhir/Patient/" + id).body()).contains("1981-01-01");
    var value = UUID.randomUUID().toString();
    var conditional =
        """
        {"resourceType":"Patient","identifier":[{"system":"urn:parley:test","value":"%s"}]}"""
            .formatted(value);
    var url = "/fhir/Patient?identifier=urn:parley:test%7C" + value;
    assertThat(http.putJson(url, conditional).statusCode()).isEqualTo(201);
    assertThat(http.putJson(url, conditional).statusCode()).isEqualTo(200);
    assertThat(total(url + "&_summary=count")).isEqualTo(1);
  }

  @Test
  void answersInXml() {
    var response =
        http.post(
            "/fhir/Patient?_format=xml",
            XML,
            "<Patient xmlns=\"http://hl7.org/fhir\"><birthDate value=\"1980-02-15\"/></Patient>");
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(XML);
  }

  @Test
  void refusesAnUnknownElementByName() {
    var response =
        http.postJson("/fhir/Patient", "{\"resourceType\":\"Patient\",\"favouriteTea\":\"green\"}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("favouriteTea").contains("OperationOutcome");
  }

  @Test
  void listsEveryValidationErrorAtOnce() {
    var response = http.postJson("/fhir/Observation", "{\"resourceType\":\"Observation\"}");
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("Observation.status").contains("Observation.code");
  }

  @Test
  void refusesAnInvalidUpdateAndPatchToo() {
    var id = stored("Validated");
    var twoChoices =
        """
        {"resourceType":"Patient","id":"%s","contact":[{"gender":"female"}]}"""
            .formatted(id);
    assertThat(http.putJson("/fhir/Patient/" + id, twoChoices).statusCode()).isEqualTo(422);
    var patch = "[{\"op\":\"add\",\"path\":\"/contact\",\"value\":[{\"gender\":\"female\"}]}]";
    assertThat(http.patch("/fhir/Patient/" + id, "application/json-patch+json", patch).statusCode())
        .isEqualTo(422);
  }

  @Test
  void doesTheGoodEntriesOfABatch() {
    var response = http.postJson("/fhir", batch("batch"));
    assertThat(response.statusCode()).isEqualTo(200);
    var statuses =
        bundle(response.body()).getEntry().stream()
            .map(entry -> entry.getResponse().getStatus().substring(0, 3))
            .toList();
    assertThat(statuses).containsExactly("400", "201", "422", "201");
  }

  @Test
  void doesTheGoodEntriesOfABatchInXml() {
    var entry =
        "<entry><resource>%s</resource><request><method value=\"POST\"/>"
            + "<url value=\"Patient\"/></request></entry>";
    var response =
        http.post(
            "/fhir",
            XML,
            "<Bundle xmlns=\"http://hl7.org/fhir\"><type value=\"batch\"/>"
                + entry.formatted("<Patient><tea value=\"green\"/></Patient>")
                + entry.formatted("<Patient><active value=\"true\"/></Patient>")
                + "</Bundle>");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).containsSubsequence("400 Bad Request", "201 Created");
  }

  @Test
  void storesNothingOfABadTransaction() {
    var family = "T" + UUID.randomUUID().toString().substring(0, 8);
    var response = http.postJson("/fhir", batch("transaction").replace("GoodEntry", family));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(total("/fhir/Patient?family=" + family + "&_summary=count")).isZero();
  }

  private static String batch(String type) {
    var entry = "{\"resource\":%s,\"request\":{\"method\":\"POST\",\"url\":\"%s\"}}";
    return "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[%s]}"
        .formatted(
            type,
            String.join(
                ",",
                entry.formatted("{\"resourceType\":\"Patient\",\"tea\":1}", "Patient"),
                entry.formatted(
                    "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"GoodEntry\"}]}",
                    "Patient"),
                entry.formatted("{\"resourceType\":\"Observation\"}", "Observation"),
                entry.formatted("{\"resourceType\":\"Patient\",\"active\":true}", "Patient")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e1000000000", "1E-999999999", "1e+0000999999", "1e2147483648"})
  void refusesAbsurdNumbersAtOnce(String number) {
    assertTimeout(
        Duration.ofSeconds(2),
        () -> {
          assertThat(http.postJson("/fhir/Observation", observation(number)).statusCode())
              .isEqualTo(400);
          assertThat(
                  http.get("/fhir/Observation?value-quantity=gt" + number.replace("+", "%2B"))
                      .statusCode())
              .isEqualTo(400);
          var xml =
              "<Observation xmlns=\"http://hl7.org/fhir\"><status value=\"final\"/><code><text"
                  + " value=\"x\"/></code><valueQuantity><value value=\""
                  + number
                  + "\"/></valueQuantity></Observation>";
          assertThat(http.post("/fhir/Observation", XML, xml).statusCode()).isEqualTo(400);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"14", "-0.5", "1.50", "1e2", "6.02e23", "0.000000000000000001"})
  void takesOrdinaryNumbers(String number) {
    assertThat(http.postJson("/fhir/Observation", observation(number)).statusCode()).isEqualTo(201);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"resourceType\":\"Patient\",\"active\":true,\"active\":false}",
        "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"a\\u0000b\"}]}",
        "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"\\ud800\"}]}",
        "{\"resourceType\":\"Patient\",\"name\":{\"family\":\"x\"}}",
        "{\"resourceType\":\"Patient\"",
      })
  void refusesWhatWouldBeLostOrCannotBeStored(String body) {
    assertThat(http.postJson("/fhir/Patient", body).statusCode()).isEqualTo(400);
  }

  @Test
  void refusesDocumentTypeDefinitions() {
    var bomb =
        "<!DOCTYPE x [<!ENTITY a \"b\">]><Patient xmlns=\"http://hl7.org/fhir\"><active"
            + " value=\"true\"/></Patient>";
    assertThat(http.post("/fhir/Patient", XML, bomb).statusCode()).isEqualTo(400);
  }

  @Test
  void refusesBodiesOverTenMegabytesPackedOrNot() throws Exception {
    var text = "a".repeat(10 * 1024 * 1024);
    var large = "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"" + text + "\"}]}";
    assertThat(http.postJson("/fhir/Patient", large).statusCode()).isEqualTo(413);
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(large.getBytes());
    }
    var response =
        http.send(
            HttpRequest.newBuilder(http.uri("/fhir/Patient"))
                .header("Content-Type", "application/fhir+json")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(packed.toByteArray())));
    assertThat(response.statusCode()).isEqualTo(413);
  }

  @Test
  void keepsTheCapabilityStatementUntilSearchParametersChange() {
    var first = http.get("/fhir/metadata");
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).contains("\"fhirVersion\":\"4.0.1\"");
    var began = System.nanoTime();
    for (var i = 0; i < 50; i++) {
      assertThat(http.get("/fhir/metadata").body()).hasSameSizeAs(first.body());
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void validatesOnRequest() {
    var response =
        http.postJson("/fhir/Observation/$validate", "{\"resourceType\":\"Observation\"}");
    assertThat(response.body()).contains("Observation.status");
  }

  @Test
  void keepsOnePatientForAnIdentifier() {
    var nhs = Messages.nhsNumber(410);
    var body =
        """
        {"resourceType":"Patient","identifier":[
         {"system":"https://fhir.nhs.uk/Id/nhs-number","value":"%s"}]}"""
            .formatted(nhs);
    assertThat(http.postJson("/fhir/Patient", body).statusCode()).isEqualTo(201);
    var second = http.postJson("/fhir/Patient", body);
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("Patient.identifier").doesNotContain(nhs);
    assertThat(total("/fhir/Patient?identifier=" + nhs + "&_summary=count")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded, application/fhir+json",
        "application/x-www-form-urlencoded",
        "application/x-turtle",
        "text/plain",
        "application/fhir+json; charset=UTF-16",
      })
  void refusesContentTypesThatItsGuardDoesNotRead(String contentType) {
    assertThat(
            http.post("/fhir/Patient", contentType, "{\"resourceType\":\"Patient\"}").statusCode())
        .isEqualTo(415);
  }

  @Test
  void searchesByForm() {
    var id = stored("Formed");
    var found =
        http.post("/fhir/Patient/_search", "application/x-www-form-urlencoded", "_id=" + id);
    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.body()).contains("Formed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/fhir/Observation?value-quantity=5,1e999999999",
        "/fhir/Observation?code-value-quantity=8480-6$1e999999999",
      })
  void refusesAbsurdNumbersAnywhereInASearch(String path) {
    assertThat(http.get(path).statusCode()).isEqualTo(400);
  }

  @Test
  void refusesAbsurdNumbersInABatchOfSearches() {
    var batch =
        """
        {"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"GET",
         "url":"Observation?value-quantity=gt1e999999999"}}]}""";
    assertThat(http.postJson("/fhir", batch).statusCode()).isEqualTo(400);
  }

  @Test
  void keepsTheDigitsOfDecimalsBesideABadEntry() {
    var batch =
        """
        {"resourceType":"Bundle","type":"batch","entry":[
         {"resource":{"resourceType":"Patient","tea":1},
          "request":{"method":"POST","url":"Patient"}},
         {"resource":%s,"request":{"method":"POST","url":"Observation"}}]}"""
            .formatted(observation("1.10"));
    var location =
        bundle(http.postJson("/fhir", batch).body()).getEntry().get(1).getResponse().getLocation();
    assertThat(http.get("/fhir/" + location).body()).contains("1.10");
  }
}
