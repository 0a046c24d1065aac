package parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Several requests in one: in a batch each stands alone, in a transaction none does. */
class FhirBatchTest {

  private final FhirClient fhir = new FhirClient();
  private final Http http = fhir.http;

  @Test
  void doesTheGoodEntriesOfABatch() {
    var response = http.postJson("/fhir", batch("batch"));
    assertThat(response.statusCode()).isEqualTo(200);
    var statuses =
        fhir.bundle(response.body()).getEntry().stream()
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
            FhirClient.XML,
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
    assertThat(fhir.total("/fhir/Patient?family=" + family + "&_summary=count")).isZero();
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
            .formatted(FhirClient.observation("1.10"));
    var location =
        fhir.bundle(http.postJson("/fhir", batch).body())
            .getEntry()
            .get(1)
            .getResponse()
            .getLocation();
    assertThat(http.get("/fhir/" + location).body()).contains("1.10");
  }

  @Test
  void aResourceThatTheParserFailsOnIsTheErrorOfItsEntryAlone() {
    // HAPI 8.8.0 meets a null pointer at a list within the list of extensions.
    var batch =
        """
        {"resourceType":"Bundle","type":"batch","entry":[
         {"resource":{"resourceType":"Patient","extension":[[]]},
          "request":{"method":"POST","url":"Patient"}},
         {"resource":{"resourceType":"Patient","active":true},
          "request":{"method":"POST","url":"Patient"}}]}""";
    var response = http.postJson("/fhir", batch);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .containsSubsequence("400 Bad Request", "Bundle.entry[0].resource", "201 Created")
        .doesNotContain("NullPointer");
  }
}
