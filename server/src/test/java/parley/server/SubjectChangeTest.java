package parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Bundle;
import org.junit.jupiter.api.Test;

/** A message that would make what is held for one patient another's waits for a person. */
class SubjectChangeTest {

  private final RunningGateway gateway = RunningGateway.shared();
  private final Http http = new Http(gateway);

  @Test
  void aReferralNumberUsedAgainForAnotherPatientIsParkedAndChangesNothing() {
    var first = Messages.nhsNumber(210);
    var second = Messages.nhsNumber(211);
    assertThat(http.hl7(Messages.referral("SC-1a", first, "R-SC-1"))).contains("MSA|AA|");
    var answer = http.hl7(Messages.referral("SC-1b", second, "R-SC-1"));
    assertThat(answer)
        .contains("MSA|AE|SC-1b")
        .contains("IDENTITY_CONFLICT")
        .contains("ServiceRequest")
        .doesNotContain(second);
    assertThat(subject("R-SC-1")).isEqualTo(patientId(first));
    assertThat(total("/fhir/Patient?identifier=" + second)).isZero();
    assertThat(state("SC-1b")).isEqualTo("parked");
    assertThat(count("select count(*) from person_identifier where value = '" + second + "'"))
        .as("identifiers given away by what was not applied")
        .isZero();
    assertThat(
            total("/fhir/Task?code=identity-conflict&status=requested&patient=" + patientId(first)))
        .isEqualTo(1);
    // The second person is not affected by what is parked.
    assertThat(http.hl7(Messages.referral("SC-1c", second, "R-SC-1-OWN"))).contains("MSA|AA|");
    assertThat(patientId(second)).isNotEqualTo(patientId(first));
  }

  @Test
  void itIsAppliedOnceAPersonHasCorrectedTheRecord() {
    var wrong = Messages.nhsNumber(212);
    var right = Messages.nhsNumber(213);
    http.hl7(Messages.referral("SC-2a", wrong, "R-SC-2"));
    http.hl7(Messages.person("SC-2b", right + "^^^NHS^NH", "EXAMPLE", "19800215"));
    assertThat(http.hl7(Messages.referral("SC-2c", right, "R-SC-2"))).contains("MSA|AE|SC-2c");
    var tasks = bundle("/fhir/Task?code=identity-conflict&patient=" + patientId(wrong));
    assertThat(gateway.fhir().newJsonParser().encodeResourceToString(tasks))
        .contains(patientId(wrong))
        .contains(patientId(right));
    correct(patientId(wrong), patientId(right));
    var entry = count("select id from message_journal where control_id = 'SC-2c'");
    var replayed = http.post("/journal/" + entry + "/replay", "application/json", "");
    assertThat(replayed.body()).contains("\"state\":\"applied\"");
    assertThat(subject("R-SC-2")).isEqualTo(patientId(right));
    assertThat(http.get("/fhir/Task?code=identity-conflict&patient=" + patientId(wrong)).body())
        .contains("\"completed\"");
  }

  /** What a person does who finds the first message wrong: gives everything to the other. */
  private void correct(String from, String to) {
    for (var type : new String[] {"ServiceRequest", "EpisodeOfCare"}) {
      for (var entry : bundle("/fhir/" + type + "?patient=" + from).getEntry()) {
        var json = gateway.fhir().newJsonParser().encodeResourceToString(entry.getResource());
        var path = "/fhir/" + type + '/' + entry.getResource().getIdPart();
        assertThat(
                http.putJson(path, json.replace("Patient/" + from, "Patient/" + to)).statusCode())
            .isEqualTo(200);
      }
    }
  }

  @Test
  void aVisitNumberUsedAgainForAnotherPatientIsParked() {
    var first = Messages.nhsNumber(214);
    var second = Messages.nhsNumber(215);
    assertThat(http.hl7(visit("SC-3a", first))).contains("MSA|AA|");
    assertThat(http.hl7(visit("SC-3b", second))).contains("MSA|AE|SC-3b").contains("Encounter");
    assertThat(total("/fhir/Encounter?identifier=V-SC-3&subject:Patient.identifier=" + first))
        .isEqualTo(1);
  }

  private static String visit(String controlId, String nhsNumber) {
    return Messages.person(controlId, nhsNumber + "^^^NHS^NH", "EXAMPLE", "19800215")
            .replace("A31", "A01")
        + "PV1|1|I|WARD^^^RXX02||||||||||||||||V-SC-3^^^RXX^VN|||||||||||||||||||||||||202611020800\n";
  }

  private String subject(String referral) {
    var found = bundle("/fhir/ServiceRequest?identifier=" + referral);
    assertThat(found.getEntry()).hasSize(1);
    var request = (org.hl7.fhir.r4.model.ServiceRequest) found.getEntryFirstRep().getResource();
    return request.getSubject().getReferenceElement().getIdPart();
  }

  private String patientId(String identifier) {
    var found = bundle("/fhir/Patient?identifier=" + identifier);
    assertThat(found.getEntry()).hasSize(1);
    return found.getEntryFirstRep().getResource().getIdPart();
  }

  private int total(String search) {
    return bundle(search + "&_summary=count").getTotal();
  }

  private Bundle bundle(String search) {
    return gateway.fhir().newJsonParser().parseResource(Bundle.class, http.get(search).body());
  }

  private String state(String controlId) {
    return gateway
        .jdbc()
        .query(
            "select state from message_journal where control_id = ?",
            (row, index) -> row.getString(1),
            controlId)
        .get(0);
  }

  private long count(String sql) {
    return gateway.jdbc().query(sql, (row, index) -> row.getLong(1)).get(0);
  }
}
