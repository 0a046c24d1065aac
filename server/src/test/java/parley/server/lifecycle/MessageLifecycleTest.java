package parley.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.junit.jupiter.api.Test;
import parley.server.Http;
import parley.server.Messages;
import parley.server.RunningGateway;

/** Referral messages move courses by the same rules; what these forbid waits for a person. */
class MessageLifecycleTest {

  private final RunningGateway gateway = RunningGateway.shared();
  private final Http http = new Http(gateway);

  @Test
  void aReferralIsReceivedChangedAndWithdrawn() {
    send("LC-1a", 310, "R-LC-1", "I12", "A");
    assertThat(course("R-LC-1").getStatus()).isEqualTo(EpisodeOfCareStatus.PLANNED);
    assertThat(states("R-LC-1")).containsExactly("received");
    send("LC-1b", 310, "R-LC-1", "I13", "A");
    assertThat(states("R-LC-1")).containsExactly("received");
    send("LC-1c", 310, "R-LC-1", "I14", "R");
    assertThat(course("R-LC-1").getStatus()).isEqualTo(EpisodeOfCareStatus.CANCELLED);
    assertThat(course("R-LC-1").getPeriod().hasEnd()).isTrue();
    assertThat(states("R-LC-1")).containsExactlyInAnyOrder("received", "withdrawn");
  }

  @Test
  void aStatusThatTakesTheReferralBackTakesTheCourseAlong() {
    send("LC-2a", 311, "R-LC-2", "I12", "A");
    send("LC-2b", 311, "R-LC-2", "I13", "R");
    assertThat(referral("R-LC-2").getStatus()).isEqualTo(ServiceRequestStatus.REVOKED);
    assertThat(course("R-LC-2").getStatus()).isEqualTo(EpisodeOfCareStatus.CANCELLED);
    assertThat(course("R-LC-2").getPeriod().hasEnd()).isTrue();
    assertThat(http.get("/fhir/Task?code=triage&status=requested&focus=" + name("R-LC-2")).body())
        .doesNotContain("\"fullUrl\"");
    assertThat(states("R-LC-2")).containsExactlyInAnyOrder("received", "withdrawn");
  }

  @Test
  void aWithdrawalOnceCareHasBegunWaitsForAPerson() {
    send("LC-3a", 312, "R-LC-3", "I12", "A");
    var course = course("R-LC-3");
    course.setStatus(EpisodeOfCareStatus.ACTIVE);
    put(course);
    var answer = http.hl7(message("LC-3b", 312, "R-LC-3", "I14", "R"));
    assertThat(answer)
        .contains("MSA|AE|LC-3b")
        .contains("STATE_CONFLICT")
        .contains("assessment")
        .doesNotContain(Messages.nhsNumber(312));
    assertThat(referral("R-LC-3").getStatus()).isEqualTo(ServiceRequestStatus.ACTIVE);
    assertThat(course("R-LC-3").getStatus()).isEqualTo(EpisodeOfCareStatus.ACTIVE);
    var tasks = "/fhir/Task?code=course-conflict&patient=" + course.getPatient().getReference();
    assertThat(bundle(tasks + "&status=requested").getEntry()).hasSize(1);
    // The person finds that there was no course; then the message can be applied.
    course = course("R-LC-3");
    course.setStatus(EpisodeOfCareStatus.ENTEREDINERROR);
    put(course);
    var entry =
        gateway
            .jdbc()
            .queryForObject(
                "select id from message_journal where control_id = 'LC-3b'", Long.class);
    var replayed = http.post("/journal/" + entry + "/replay", "application/json", "");
    assertThat(replayed.body()).contains("\"state\":\"applied\"");
    assertThat(referral("R-LC-3").getStatus()).isEqualTo(ServiceRequestStatus.REVOKED);
    assertThat(bundle(tasks + "&status=completed").getEntry()).hasSize(1);
  }

  @Test
  void aReferralThatWasTakenBackDoesNotComeBackByItself() {
    send("LC-4a", 313, "R-LC-4", "I12", "A");
    send("LC-4b", 313, "R-LC-4", "I14", "R");
    assertThat(http.hl7(message("LC-4c", 313, "R-LC-4", "I13", "A")))
        .contains("MSA|AE|LC-4c")
        .contains("STATE_CONFLICT");
    assertThat(referral("R-LC-4").getStatus()).isEqualTo(ServiceRequestStatus.REVOKED);
  }

  private void send(String controlId, int person, String number, String event, String status) {
    assertThat(http.hl7(message(controlId, person, number, event, status)))
        .contains("MSA|AA|" + controlId);
  }

  private static String message(
      String controlId, int person, String number, String event, String status) {
    return Messages.referral(controlId, Messages.nhsNumber(person), number)
        .replace("I12", event)
        .replace("RF1|A|", "RF1|" + status + '|');
  }

  private void put(EpisodeOfCare course) {
    var answer =
        http.putJson(
            "/fhir/EpisodeOfCare/" + course.getIdPart(),
            gateway.fhir().newJsonParser().encodeResourceToString(course));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private String name(String number) {
    return "ServiceRequest/" + referral(number).getIdPart();
  }

  private ServiceRequest referral(String number) {
    return (ServiceRequest)
        bundle("/fhir/ServiceRequest?identifier=" + number).getEntryFirstRep().getResource();
  }

  private EpisodeOfCare course(String number) {
    return (EpisodeOfCare)
        bundle("/fhir/EpisodeOfCare?incoming-referral=" + name(number))
            .getEntryFirstRep()
            .getResource();
  }

  /** The states in the Provenances of messages about a referral. */
  private java.util.List<String> states(String number) {
    return bundle("/fhir/Provenance?target=EpisodeOfCare/" + course(number).getIdPart())
        .getEntry()
        .stream()
        .flatMap(entry -> ((Provenance) entry.getResource()).getActivity().getCoding().stream())
        .filter(coding -> coding.getSystem().endsWith("/course-state"))
        .map(coding -> coding.getCode())
        .toList();
  }

  private Bundle bundle(String search) {
    return gateway.fhir().newJsonParser().parseResource(Bundle.class, http.get(search).body());
  }
}
