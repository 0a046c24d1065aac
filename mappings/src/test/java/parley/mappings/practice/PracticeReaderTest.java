package parley.mappings.practice;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Procedure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PracticeReaderTest {

  private static final String PROCEDURE =
      """
      {"resourceType":"Procedure","id":"a","status":"%s",
       "code":{"coding":[{"system":"urn:local","code":"CBT"},
         {"system":"http://snomed.info/sct","code":"304891004:{408730004=385658003}"},
         {"system":"http://snomed.info/sct","code":"4711"}]},
       "subject":{"reference":"Patient/x"},"encounter":{"reference":"Encounter/c"},
       %s
       "performer":[{"actor":{"reference":"Practitioner/p"}},{"actor":{"reference":"Practitioner/p"}},
         {"actor":{"reference":"PractitionerRole/r"}},{"actor":{"reference":"Organization/o"}},{"actor":{"display":"somebody"}}]}""";

  @Test
  void anActivityHasItsTherapyItsPractitionersAndItsEnglishDay() {
    var read =
        PracticeReader.activity(
            procedure("completed", "\"performedDateTime\":\"2026-07-01T23:30:00Z\","));
    assertThat(read)
        .contains(
            new CareActivity(
                "a",
                Optional.of("304891004 4711"),
                List.of("p", "PractitionerRole/r"),
                Optional.of(LocalDate.of(2026, 7, 2)),
                Optional.of("c")));
    assertThat(
            PracticeReader.activity(
                    procedure("completed", "\"performedPeriod\":{\"start\":\"2026-07-01\"},"))
                .flatMap(CareActivity::day))
        .contains(LocalDate.of(2026, 7, 1));
    assertThat(
            PracticeReader.activity(procedure("completed", "\"performedDateTime\":\"2026-07\","))
                .flatMap(CareActivity::day))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"entered-in-error", "not-done", "preparation"})
  void whatWasNotGivenIsNoActivity(String status) {
    assertThat(PracticeReader.activity(procedure(status, ""))).isEmpty();
  }

  @Test
  void aLogOfInternetTherapyIsNoActivity() {
    assertThat(
            PracticeReader.activity(
                procedure(
                    "completed",
                    "\"category\":{\"coding\":[{\"code\":\"internet-enabled-therapy\",\"system\":"
                        + "\"https://parley.example/fhir/CodeSystem/activity-category\"}]},")))
        .isEmpty();
  }

  @Test
  void anAwardKnownToTheYearCountsFromItsLastDayOn() {
    var practitioner =
        (Practitioner)
            read(
                """
                {"resourceType":"Practitioner","qualification":[
                 {"code":{"coding":[{"system":"urn:q","code":"10"}]},"period":{"start":"2025",
                   "end":"2026-02"}},
                 {"code":{"coding":[{"system":"urn:q","code":"11"}]},"extension":[{
                   "url":"https://parley.example/fhir/StructureDefinition/planned-completion",
                   "valueDate":"2027-09-01"}]},
                 {"code":{"text":"of old"}}]}""");
    assertThat(PracticeReader.qualifications(practitioner))
        .containsExactly(
            new Qualification(
                "urn:q",
                "10",
                false,
                Optional.of(LocalDate.of(2025, 12, 31)),
                Optional.of(LocalDate.of(2026, 2, 28))),
            new Qualification("urn:q", "11", true, Optional.empty(), Optional.empty()));
  }

  @Test
  void aSupervisionWithoutDatesHasThoseOfTheRole() {
    var role =
        (PractitionerRole)
            read(
                """
                {"resourceType":"PractitionerRole","period":{"start":"2026-01","end":"2026-10"},
                 "extension":[
                  {"url":"https://parley.example/fhir/StructureDefinition/supervisor","extension":[
                   {"url":"supervisor","valueReference":{"reference":"Practitioner/s"}}]},
                  {"url":"https://parley.example/fhir/StructureDefinition/supervisor","extension":[
                   {"url":"supervisor","valueReference":{"reference":"PractitionerRole/t"}},
                   {"url":"period","valuePeriod":{"start":"2026-03-05","end":"2026-04-06"}}]},
                  {"url":"https://parley.example/fhir/StructureDefinition/supervisor","extension":[
                   {"url":"period","valuePeriod":{"start":"2026-03-05"}}]}]}""");
    assertThat(PracticeReader.supervisions(role))
        .containsExactly(
            new Supervision(
                "s",
                Optional.of(LocalDate.of(2026, 1, 1)),
                Optional.of(LocalDate.of(2026, 10, 31))),
            new Supervision(
                "PractitionerRole/t",
                Optional.of(LocalDate.of(2026, 3, 5)),
                Optional.of(LocalDate.of(2026, 4, 6))));
  }

  private static Procedure procedure(String status, String more) {
    return (Procedure) read(PROCEDURE.formatted(status, more));
  }

  private static org.hl7.fhir.instance.model.api.IBaseResource read(String json) {
    return FhirContext.forR4Cached().newJsonParser().parseResource(json);
  }
}
