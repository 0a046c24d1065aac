package parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Codes of systems that are not loaded: taken, with a warning from {@code $validate}. */
class UnloadedCodesTest {

  private final FhirClient fhir = new FhirClient();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://snomed.info/sct",
        "http://loinc.org",
        "http://hl7.org/fhir/sid/icd-10",
        "https://invented.example/codes"
      })
  void areAcceptedWithAWarning(String system) {
    var coding = "{\"system\":\"%s\",\"code\":\"4711\",\"display\":\"Invented\"}".formatted(system);
    // Example bindings, and extensible ones to other code systems.
    accepted(
        "Condition",
        "\"subject\":{\"display\":\"x\"},\"code\":{\"coding\":[%s]}".formatted(coding),
        "Condition.code");
    accepted(
        "Condition",
        "\"subject\":{\"display\":\"x\"},\"category\":[{\"coding\":[%s]}]".formatted(coding),
        "Condition.category[0]");
    accepted(
        "Observation",
        "\"status\":\"final\",\"valueString\":\"x\",\"code\":{\"coding\":[%s]}".formatted(coding),
        "Observation.code");
    accepted(
        "Patient",
        "\"maritalStatus\":{\"coding\":[%s]}".formatted(coding),
        "Patient.maritalStatus");
    accepted(
        "Encounter", "\"status\":\"finished\",\"class\":%s".formatted(coding), "Encounter.class");
  }

  private void accepted(String type, String elements, String element) {
    var body = "{\"resourceType\":\"%s\",%s}".formatted(type, elements);
    var issues = issues(fhir.http.postJson("/fhir/" + type + "/$validate", body).body());
    assertThat(issues)
        .as(body)
        .noneMatch(issue -> issue.getSeverity() == IssueSeverity.ERROR)
        .anyMatch(
            issue ->
                issue.getSeverity() == IssueSeverity.WARNING
                    && issue.getDiagnostics().contains("4711")
                    && issue.getExpression().get(0).getValue().startsWith(element));
    assertThat(fhir.http.postJson("/fhir/" + type, body).statusCode()).isEqualTo(201);
  }

  private List<OperationOutcome.OperationOutcomeIssueComponent> issues(String json) {
    return fhir.gateway
        .fhir()
        .newJsonParser()
        .parseResource(OperationOutcome.class, json)
        .getIssue();
  }
}
