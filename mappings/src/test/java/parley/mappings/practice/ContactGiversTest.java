package parley.mappings.practice;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import org.hl7.fhir.r4.model.Encounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactGiversTest {

  private static final String CONTACT =
      """
      {"resourceType":"Encounter","status":"%s",%s
       "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},%s
       "participant":[
        {"individual":{"reference":"Practitioner/p"}},
        {"individual":{"reference":"PractitionerRole/r"},"type":[{"coding":[{"code":"PPRF"}]}]},
        {"individual":{"reference":"Practitioner/p"},"type":[{"coding":[{"code":"ATND"}]}]},
        {"individual":{"reference":"Practitioner/gp"},"type":[{"coding":[{"code":"REF"}]}]},
        {"individual":{"reference":"RelatedPerson/mother"}},{"type":[{"text":"somebody"}]}]}""";
  private static final String COURSE = "\"episodeOfCare\":[{\"reference\":\"EpisodeOfCare/e\"}],";
  private static final String ATTENDANCE =
      """
      "extension":[{"url":"https://parley.example/fhir/StructureDefinition/attendance",
        "valueCodeableConcept":{"coding":[{"code":"%s","system":
          "https://parley.example/fhir/CodeSystem/nhs-attended-or-did-not-attend"}]}}],""";

  @Test
  void thoseWhoTreatInAContactAreNamedOnceAndWhoReferredIsNot() {
    assertThat(ContactGivers.of(contact("finished", "", COURSE)))
        .containsExactly("p", "PractitionerRole/r");
  }

  @Test
  void aVisitThatIsOfNoCourseIsNobodysTreatment() {
    assertThat(ContactGivers.of(contact("finished", "", ""))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "finished,true",
    "in-progress,true",
    "arrived,true",
    "triaged,true",
    "onleave,true",
    "planned,false",
    "cancelled,false",
    "entered-in-error,false",
    "unknown,false"
  })
  void onlyAContactThatTookPlaceCounts(String status, boolean counts) {
    assertThat(ContactGivers.of(contact(status, "", COURSE)).isEmpty()).isNotEqualTo(counts);
  }

  @ParameterizedTest
  @CsvSource({"5,true", "6,true", "7,false", "2,false", "3,false", "4,false", "0,false"})
  void itsAttendanceSaysWhetherItDid(String code, boolean counts) {
    var contact = contact("finished", ATTENDANCE.formatted(code), COURSE);
    assertThat(ContactGivers.of(contact).isEmpty()).isNotEqualTo(counts);
  }

  private static Encounter contact(String status, String attendance, String course) {
    return (Encounter)
        FhirContext.forR4Cached()
            .newJsonParser()
            .parseResource(CONTACT.formatted(status, attendance, course));
  }
}
