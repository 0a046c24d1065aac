package parley.submissions.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Attack 27 on exports: a person who is two Patients. */
class JoinedPatientsTest {

  private final MadeRecord record = MadeRecord.withPeople();

  @Test
  void a27WhoIsLinkedToSomebodyWhoOptedOutIsInNoFile() {
    record
        .add(
            "Patient",
            "p-survivor",
            "'gender':'male','identifier':[{'system':'https://fhir.nhs.uk/Id/nhs-number','value':'9990000026'}]")
        .add(
            "Patient",
            "p-retired",
            "'link':[{'type':'replaced-by','other':{'reference':'Patient/p-survivor'}}],'identifier':[{'use':'old','system':'https://fhir.nhs.uk/Id/nhs-number','value':'9990000034'}]")
        .add(
            "Observation",
            "o-1",
            "'status':'final','subject':{'reference':'Patient/p-survivor'},'valueInteger':1")
        .add(
            "Observation",
            "o-2",
            "'status':'final','subject':{'reference':'Patient/p-also-clear'},'valueInteger':2")
        .add(
            "Observation",
            "o-3",
            "'status':'final','subject':{'reference':'Patient/p-clear'},'valueInteger':3");
    record.export(MadeRecord.observations());
    // p-also-clear has the number of p-survivor, and so is who opted out.
    assertThat(record.lines("Observation"))
        .extracting(it -> it.path("valueInteger").asInt())
        .containsExactly(3);
  }

  @Test
  void aPersonIsOneLineOfPatients() {
    record.add(
        "Patient",
        "p-again",
        "'gender':'male','identifier':[{'system':'https://fhir.nhs.uk/Id/nhs-number','value':'9990000018'}]");
    var result =
        (BulkResult.Written)
            record.export(MadeRecord.agreement("X26", "Patient.id", "Patient.gender"));
    assertThat(record.lines("Patient")).hasSize(2);
    assertThat(record.lines("Patient"))
        .extracting(it -> it.path("id").asText())
        .doesNotHaveDuplicates();
    assertThat(result.withheld()).containsEntry(BulkExport.SAME_PERSON, 1L);
  }
}
