package parley.submissions.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks 8 and 20: what leaves of a person by a list of elements that looks harmless. */
class SpecialCategoryTest {

  private static final String SUBJECT = "'subject':{'reference':'Patient/p-clear'}";

  private final MadeRecord record = MadeRecord.withPeople();

  @Test
  void a20ReligionAndSexualOrientationLeaveInNoObservation() {
    var fact =
        "{'coding':[{'system':'https://parley.example/fhir/CodeSystem/social-fact','code':'%s'}]}";
    var value = "{'coding':[{'system':'http://snomed.info/sct','code':'%s'}]}";
    record
        .add(
            "Observation",
            "o-1",
            "'status':'final',%s,'code':%s,'valueCodeableConcept':%s"
                .formatted(
                    SUBJECT, fact.formatted("social-circumstance"), value.formatted("309884000")))
        .add(
            "Observation",
            "o-2",
            "'status':'final',%s,'code':%s,'valueCodeableConcept':%s"
                .formatted(SUBJECT, fact.formatted("disability"), value.formatted("42035005")))
        .add(
            "Observation",
            "o-3",
            "'status':'final',%s,'code':%s,'valueInteger':3"
                .formatted(SUBJECT, fact.formatted("disability")));
    var result =
        (BulkResult.Written)
            record.export(
                MadeRecord.agreement(
                    "X26",
                    "Observation.status",
                    "Observation.code.coding",
                    "Observation.valueCodeableConcept.coding",
                    "Observation.valueInteger"));
    assertThat(record.lines("Observation")).hasSize(2);
    assertThat(record.lines("Observation").toString())
        .contains("disability")
        .doesNotContain("309884000", "42035005", "social-circumstance");
    assertThat(result.withheld()).containsEntry(BulkExport.SPECIAL, 1L);
  }

  @Test
  void a08NoHomeLeavesNorIsReferredTo() {
    record
        .add(
            "Location",
            "home",
            "'status':'active','physicalType':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/location-physical-type','code':'ho'}]},'managingOrganization':{'reference':'Organization/o-1'},'position':{'longitude':-1.548567,'latitude':53.801277}")
        .add("Location", "of-nobody", "'status':'active'")
        .add(
            "Location",
            "clinic",
            "'status':'active','managingOrganization':{'reference':'Organization/o-1'}")
        .add("Organization", "o-1", "'active':true")
        .add(
            "Encounter",
            "e-1",
            "'status':'finished','class':{'code':'HH'},%s,'location':[{'location':{'reference':'Location/home'}},{'location':{'reference':'Location/clinic'}}]"
                .formatted(SUBJECT));
    record.export(
        MadeRecord.agreement(
            "X26", "Location.id", "Location.status", "Encounter.location.location.reference"));
    assertThat(record.lines("Location")).hasSize(1);
    assertThat(record.lines("Encounter").get(0).path("location")).hasSize(1);
    assertThat(record.lines("Encounter").get(0).at("/location/0/location/reference").asText())
        .isEqualTo("Location/" + record.lines("Location").get(0).path("id").asText());
  }

  /** Telephones without their 0, and places on the map. */
  @ParameterizedTest
  @ValueSource(strings = {"7700900123", "-7700900123", "53.801277", "9990000018", "7.7009001e9"})
  void a08ANumberThatIsNoScoreDoesNotLeave(String number) {
    add(number);
    add("13.5");
    var result =
        record.export(
            MadeRecord.agreement("X26", "Observation.status", "Observation.valueQuantity.value"));
    assertThat(result).isInstanceOf(BulkResult.Written.class);
    assertThat(record.lines("Observation"))
        .extracting(it -> it.at("/valueQuantity/value").asText())
        .containsExactlyInAnyOrder("", "13.5");
  }

  private void add(String number) {
    record.add(
        "Observation",
        "o-" + record.ofType("Observation").count(),
        "'status':'final',%s,'code':{'text':'made'},'valueQuantity':{'value':%s}"
            .formatted(SUBJECT, number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Location.position.longitude",
        "Patient.contact.gender",
        "Patient.contact.period.start month",
        "RelatedPerson.gender",
        "RelatedPerson.period.start year",
        "Group.quantity"
      })
  void a14WhatIsOfSomebodyElseOrAPlaceCannotBeListed(String element) {
    assertThatThrownBy(() -> MadeRecord.agreement("X26", element))
        .hasMessageContaining(element.split(" ")[0]);
  }
}
