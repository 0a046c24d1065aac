package parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The FHIR endpoint as a client sees it: what it does. */
class FhirEndpointTest {

  private final FhirClient fhir = new FhirClient();
  private final Http http = fhir.http;

  @Test
  void readsVersionsHistoryAndDeletes() {
    var id = fhir.stored("Lifecycle");
    http.putJson("/fhir/Patient/" + id, FhirClient.patient(id, "Changed"));
    assertThat(http.get("/fhir/Patient/" + id).body()).contains("Changed");
    assertThat(http.get("/fhir/Patient/" + id + "/_history/1").body()).contains("Lifecycle");
    assertThat(http.get("/fhir/Patient/" + id + "/_history").body()).contains("\"total\":2");
    assertThat(http.delete("/fhir/Patient/" + id).statusCode()).isEqualTo(200);
    assertThat(http.get("/fhir/Patient/" + id).statusCode()).isEqualTo(410);
  }

  @Test
  void searchesChainedReverseIncludedPagedAndSummarised() {
    var id = fhir.stored("Chained");
    var body =
        """
        {"resourceType":"Observation","status":"final","code":{"text":"x"},
         "subject":{"reference":"Patient/%s"},"valueString":"y"}"""
            .formatted(id);
    for (var i = 0; i < 3; i++) {
      assertThat(http.postJson("/fhir/Observation", body).statusCode()).isEqualTo(201);
    }
    assertThat(fhir.total("/fhir/Observation?subject:Patient.family=Chained&_summary=count"))
        .isEqualTo(3);
    assertThat(
            fhir.total(
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
    var page =
        fhir.bundle(http.get("/fhir/Observation?subject=Patient/" + id + "&_count=2").body());
    assertThat(page.getEntry()).hasSize(2);
    assertThat(page.getLink("next").getUrl()).startsWith(fhir.gateway.url("/fhir").toString());
  }

  @Test
  void patchesAndUpdatesConditionally() {
    var id = fhir.stored("Patched");
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
    assertThat(fhir.total(url + "&_summary=count")).isEqualTo(1);
  }

  @Test
  void answersInXml() {
    var response =
        http.post(
            "/fhir/Patient?_format=xml",
            FhirClient.XML,
            "<Patient xmlns=\"http://hl7.org/fhir\"><birthDate value=\"1980-02-15\"/></Patient>");
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(FhirClient.XML);
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
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void validatesOnRequest() {
    var response =
        http.postJson("/fhir/Observation/$validate", "{\"resourceType\":\"Observation\"}");
    assertThat(response.body()).contains("Observation.status");
  }

  @Test
  void keepsOnePatientForAnIdentifier() {
    var nhs = Messages.nhsNumber(617);
    var body =
        """
        {"resourceType":"Patient","identifier":[
         {"system":"https://fhir.nhs.uk/Id/nhs-number","value":"%s"}]}"""
            .formatted(nhs);
    assertThat(http.postJson("/fhir/Patient", body).statusCode()).isEqualTo(201);
    var second = http.postJson("/fhir/Patient", body);
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("Patient.identifier").doesNotContain(nhs);
    assertThat(fhir.total("/fhir/Patient?identifier=" + nhs + "&_summary=count")).isEqualTo(1);
  }

  @Test
  void searchesByForm() {
    var id = fhir.stored("Formed");
    var found =
        http.post("/fhir/Patient/_search", "application/x-www-form-urlencoded", "_id=" + id);
    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.body()).contains("Formed");
  }
}
