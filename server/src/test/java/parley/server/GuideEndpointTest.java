package parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.CodeSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.terminology.Definitions;
import parley.terminology.Guide;

/** Parley's own definitions on the endpoint. */
class GuideEndpointTest {

  /** Not the shared one, whose store other tests empty. */
  private static final Http HTTP = new Http(ConnectedGateway.shared().gateway());

  @Test
  void everyArtefactCanBeRead() {
    for (var resource : Guide.packaged().resources()) {
      var path = "/fhir/" + resource.fhirType() + '/' + resource.getIdPart();
      assertThat(HTTP.get(path).statusCode()).as(path).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CodeSystem/$lookup?system={S}CodeSystem/nhs-appointment-type&code=02 | Treatment",
        "ValueSet/$expand?url={S}ValueSet/nhs-appointment-type | \"contains\":",
        "ValueSet/$validate-code?url={S}ValueSet/nhs-appointment-type&system={S}CodeSystem/nhs-appointment-type&code=02 | true",
        "ValueSet/$validate-code?url={S}ValueSet/nhs-appointment-type&system={S}CodeSystem/nhs-appointment-type&code=77 | false",
        "ConceptMap/$translate?url={S}ConceptMap/sex&system=http://terminology.hl7.org/CodeSystem/v2-0001&code=F | female",
      })
  void answersOverItsCodes(String question, String answer) {
    var said = HTTP.get("/fhir/" + question.strip().replace("{S}", "https://parley.example/fhir/"));
    assertThat(said.statusCode()).as(said.body()).isEqualTo(200);
    assertThat(said.body()).contains(answer.strip());
  }

  @Test
  void everyCodeCanBeLookedUp() {
    for (var system : Definitions.packaged(CodeSystem.class)) {
      for (var concept : system.getConcept()) {
        var question =
            "/fhir/CodeSystem/$lookup?system=" + system.getUrl() + "&code=" + concept.getCode();
        assertThat(HTTP.get(question).statusCode()).as(question).isEqualTo(200);
      }
    }
  }

  @Test
  void aRetiredCodeIsKnownAndNotInTheListOfToday() {
    var system = "https://parley.example/fhir/CodeSystem/nhs-consultation-mechanism";
    var list = "https://parley.example/fhir/ValueSet/nhs-consultation-mechanism";
    assertThat(HTTP.get("/fhir/CodeSystem/$lookup?code=03&system=" + system).statusCode())
        .isEqualTo(200);
    assertThat(
            HTTP.get("/fhir/ValueSet/$validate-code?url=" + list + "&code=03&system=" + system)
                .body())
        .contains("false");
  }

  @Test
  void whatMatchesAProfileIsValidatedAgainstIt() {
    var contact =
        """
        {"resourceType":"Encounter","status":"finished",
         "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
         "type":[{"coding":[{"system":"https://parley.example/fhir/CodeSystem/nhs-appointment-type",
           "code":"02"}]}]}""";
    var answer = HTTP.postJson("/fhir/Encounter", contact);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Encounter.episodeOfCare", "Encounter.period");
    assertThat(
            HTTP.postJson("/fhir/Encounter", contact.replaceAll("(?s),\\s*\"type\".*$", "}"))
                .body())
        .doesNotContain("Encounter.episodeOfCare");
  }

  @Test
  void whatClaimsAProfileIsValidatedAgainstIt() {
    var patient =
        """
        {"resourceType":"Patient","birthDate":"1980-02-15","meta":{"profile":[
          "https://parley.example/fhir/StructureDefinition/patient"]}}""";
    var answer = HTTP.postJson("/fhir/Patient", patient);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Patient.identifier");
    assertThat(
            HTTP.postJson("/fhir/Patient", patient.replace("/patient\"", "/none\"")).statusCode())
        .as("a profile nobody knows")
        .isEqualTo(422);
  }
}
