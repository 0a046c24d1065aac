package parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.terminology.Guide;

/** Parley's definitions are answered by, kept, and given away as they were shipped. */
class ServedGuideTest {

  private static final String BASE = "https://parley.example/fhir/";
  private static final String SNOMED = "http://snomed.info/sct";
  private static final String ICD_10 = "http://hl7.org/fhir/sid/icd-10";

  private final FhirClient fhir = new FhirClient();
  private final Http http = fhir.http;

  @ParameterizedTest
  @CsvSource({
    "nhs-therapy-type, " + SNOMED + ", 842901000000108, true",
    "nhs-religion, " + SNOMED + ", 160549006, true",
    "nhs-religion, " + SNOMED + ", 842901000000108, false",
    "mental-health-problem, " + ICD_10 + ", F32.1, true",
    "mental-health-problem, " + ICD_10 + ", A01, false",
    "nhs-ethnic-category, https://fhir.hl7.org.uk/CodeSystem/UKCore-EthnicCategoryEngland, A, true",
  })
  void aCodeOfAListIsInItWithoutItsCodeSystem(
      String list, String system, String code, String member) {
    var said =
        http.get(
            "/fhir/ValueSet/$validate-code?url=%sValueSet/%s&system=%s&code=%s"
                .formatted(BASE, list, system, code));
    assertThat(said.statusCode()).as(said.body()).isEqualTo(200);
    assertThat(said.body().replace(" ", "")).contains("\"valueBoolean\":" + member);
  }

  @ParameterizedTest
  @CsvSource({"mental-health-problem", "long-term-condition", "nhs-presenting-complaint"})
  void aListThatCannotBeCountedOutSaysSo(String list) {
    var said = http.get("/fhir/ValueSet/$expand?url=" + BASE + "ValueSet/" + list);
    assertThat(said.statusCode()).as(said.body()).isEqualTo(422);
    assertThat(said.body()).contains("$validate-code");
  }

  @Test
  void whatCameWithThePackageIsNotChanged() {
    var own = Guide.packaged().resources().stream();
    var json = fhir.gateway.fhir().newJsonParser();
    var phq = own.filter(it -> it.getIdPart().equals("phq-9")).findFirst().orElseThrow();
    var path = "/fhir/" + phq.fhirType() + "/phq-9";
    var text = json.encodeResourceToString(phq);
    var changed = http.putJson(path, text.replace("\"active\"", "\"retired\""));
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(409);
    assertThat(changed.body()).contains("an id and a url of its own");
    assertThat(http.delete(path).statusCode()).isIn(404, 409);
    var map = Guide.packaged().resources().stream().filter(it -> it.getIdPart().equals("sex"));
    var second = json.encodeResourceToString(map.findFirst().orElseThrow());
    assertThat(http.putJson("/fhir/ConceptMap/mine", second.replace("\"sex\"", "\"mine\"")))
        .returns(409, answer -> answer.statusCode());
    var other = second.replace("\"sex\"", "\"mine\"").replace("/sex\"", "/sex-of-ours\"");
    assertThat(http.putJson("/fhir/ConceptMap/mine", other).statusCode()).isEqualTo(201);
  }

  @Test
  void thePackageCanBeFetched() throws Exception {
    var request = HttpRequest.newBuilder(http.uri("/packages/" + Guide.FILE)).GET().build();
    var answer = java.net.http.HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(Guide.archive());
  }

  @Test
  void anEntrySaysEverythingThatIsWrongWithIt() {
    var bad =
        """
        {"resourceType":"QuestionnaireResponse","status":"completed","authored":"2026-10-01",
         "questionnaire":"%sQuestionnaire/phq-9|1.0.0","subject":{"display":"x"},"item":[
         {"linkId":"none","answer":[{"valueInteger":1}]},
         {"linkId":"q1","answer":[{"valueInteger":9}]}]}"""
            .formatted(BASE);
    var entry = "{\"resource\":%s,\"request\":{\"method\":\"POST\",\"url\":\"%s\"}}";
    var entries =
        entry.formatted("{\"resourceType\":\"Patient\",\"active\":true}", "Patient")
            + ','
            + entry.formatted(bad, "QuestionnaireResponse");
    var batch = "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[%s]}";
    var answer = fhir.bundle(http.postJson("/fhir", batch.formatted("batch", entries)).body());
    var said = (OperationOutcome) answer.getEntry().get(1).getResponse().getOutcome();
    assertThat(said.getIssue()).hasSizeGreaterThan(1);
    assertThat(said.getIssue()).anyMatch(it -> located(it, "item[0]"));
    assertThat(said.getIssue()).anyMatch(it -> located(it, "item[1]"));
    var refused = http.postJson("/fhir", batch.formatted("transaction", entries));
    assertThat(refused.statusCode()).isEqualTo(422);
    var whole =
        fhir.gateway.fhir().newJsonParser().parseResource(OperationOutcome.class, refused.body());
    assertThat(whole.getIssue()).hasSizeGreaterThan(1);
    assertThat(whole.getIssue())
        .allMatch(it -> it.getDiagnostics().startsWith("Bundle.entry[1]: "))
        .anyMatch(it -> located(it, "Bundle.entry[1].resource.item[0]"))
        .anyMatch(it -> located(it, "Bundle.entry[1].resource.item[1]"));
  }

  private static boolean located(
      OperationOutcome.OperationOutcomeIssueComponent issue, String place) {
    return issue.getExpression().stream().anyMatch(it -> it.getValue().contains(place));
  }
}
