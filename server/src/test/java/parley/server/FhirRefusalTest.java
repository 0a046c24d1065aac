package parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the FHIR endpoint refuses, and how it says why. */
class FhirRefusalTest {

  private final FhirClient fhir = new FhirClient();
  private final Http http = fhir.http;

  @Test
  void refusesAnUnknownElementByName() {
    var response =
        http.postJson("/fhir/Patient", "{\"resourceType\":\"Patient\",\"favouriteTea\":\"green\"}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("favouriteTea").contains("OperationOutcome");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "\"extension\":[null];Patient.extension[0]",
        "\"extension\":[\"SECRET\"];Patient.extension[0]",
        "\"active\":true,\"modifierExtension\":[[]];Patient.modifierExtension[0]",
        "\"name\":[{\"family\":\"A\"},{\"extension\":[1]}];Patient.name[1].extension[0]",
        "\"_birthDate\":{\"extension\":[null]},\"birthDate\":\"1980-01-01\""
            + ";Patient._birthDate.extension[0]",
        "\"contact\":[{\"name\":{\"extension\":[\"SECRET\"]}}];Patient.contact[0].name.extension[0]",
      })
  void namesTheElementThatTheParserCannotRead(String elements, String element) {
    var body = "{\"resourceType\":\"Patient\"," + elements + "}";
    var response = http.postJson("/fhir/Patient", body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.body()).contains(element).doesNotContain("SECRET");
    var transaction =
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"resource\":"
            + body
            + ",\"request\":{\"method\":\"POST\",\"url\":\"Patient\"}}]}";
    var whole = http.postJson("/fhir", transaction);
    assertThat(whole.statusCode()).as(whole.body()).isEqualTo(400);
    assertThat(whole.body()).contains("Bundle.entry[0].resource");
  }

  @Test
  void listsEveryValidationErrorAtOnce() {
    var response = http.postJson("/fhir/Observation", "{\"resourceType\":\"Observation\"}");
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("Observation.status").contains("Observation.code");
  }

  @Test
  void refusesAnInvalidUpdateAndPatchToo() {
    var id = fhir.stored("Validated");
    var twoChoices =
        """
        {"resourceType":"Patient","id":"%s","contact":[{"gender":"female"}]}"""
            .formatted(id);
    assertThat(http.putJson("/fhir/Patient/" + id, twoChoices).statusCode()).isEqualTo(422);
    var patch = "[{\"op\":\"add\",\"path\":\"/contact\",\"value\":[{\"gender\":\"female\"}]}]";
    assertThat(http.patch("/fhir/Patient/" + id, "application/json-patch+json", patch).statusCode())
        .isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e1000000000", "1E-999999999", "1e+0000999999", "1e2147483648"})
  void refusesAbsurdNumbersAtOnce(String number) {
    assertTimeout(
        Duration.ofSeconds(2),
        () -> {
          assertThat(
                  http.postJson("/fhir/Observation", FhirClient.observation(number)).statusCode())
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
          assertThat(http.post("/fhir/Observation", FhirClient.XML, xml).statusCode())
              .isEqualTo(400);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"14", "-0.5", "1.50", "1e2", "6.02e23", "0.000000000000000001"})
  void takesOrdinaryNumbers(String number) {
    assertThat(http.postJson("/fhir/Observation", FhirClient.observation(number)).statusCode())
        .isEqualTo(201);
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
    assertThat(http.post("/fhir/Patient", FhirClient.XML, bomb).statusCode()).isEqualTo(400);
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/fhir/Observation?value-quantity=5,1e999999999",
        "/fhir/Observation?code-value-quantity=8480-6$1e999999999",
      })
  void refusesAbsurdNumbersAnywhereInASearch(String path) {
    assertThat(http.get(path).statusCode()).isEqualTo(400);
  }
}
