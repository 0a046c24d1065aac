package parley.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.server.Messages;

/** A clinic refers by MLLP, an EHR works by FHIR REST, the clinic's system gets the answers. */
class ReferralAnswersTest {

  private static Clinic clinic;

  @BeforeAll
  static void start() {
    clinic = new Clinic();
  }

  @Test
  void anAcceptedReferralIsAnsweredOnceAndInTheSendersWords() throws Exception {
    clinic.refer("OUT-1", 501, "R-OUT-1");
    assertThat(clinic.outbox("R-OUT-1")).as("told before anybody decided").isEmpty();
    var course = clinic.course("R-OUT-1");
    course.setStatus(EpisodeOfCareStatus.WAITLIST);
    clinic.put(course);

    var answer = clinic.awaitMessages("R-OUT-1", 1).get(0);
    assertThat(answer)
        .contains("MSH|^~\\&|PARLEY|RXX|TESTGP|Y99999|")
        .contains("|RRI^I12^RRI_I12|")
        .contains("MSA|AA|OUT-1\n")
        .contains("RF1|A|||||R-OUT-1^TESTGP\n")
        .contains("PID|1||" + Messages.nhsNumber(501) + "^^^NHS^NH||EXAMPLE^Erin||19800215|2");

    course = clinic.course("R-OUT-1");
    course.setStatus(EpisodeOfCareStatus.ACTIVE);
    clinic.put(course);
    assertThat(clinic.outbox("R-OUT-1")).as("told already").hasSize(1);
    clinic.awaitState("R-OUT-1", "sent");
    var detail = clinic.http.get("/outbox/" + clinic.outbox("R-OUT-1").get(0)).body();
    assertThat(detail)
        .contains("\"kind\":\"RRI^I12\"")
        .contains("\"attempts\":1")
        .contains("MSA|AA|")
        .contains("\"outcome\":\"sent\"");
    assertThat(clinic.http.get("/outbox?destination=clinic&state=sent&size=500").body())
        .contains("ServiceRequest/")
        .doesNotContain(Messages.nhsNumber(501))
        .doesNotContain("EXAMPLE");
  }

  @Test
  void aRejectedReferralReopenedAndAcceptedIsAnsweredTwice() throws Exception {
    clinic.refer("OUT-2", 502, "R-OUT-2");
    clinic.decide("R-OUT-2", "reject");
    assertThat(clinic.awaitMessages("R-OUT-2", 1).get(0)).contains("RF1|R|||||R-OUT-2^TESTGP");
    var reopening = new Task();
    reopening.setStatus(Task.TaskStatus.COMPLETED).setIntent(Task.TaskIntent.ORDER);
    reopening
        .getCode()
        .addCoding()
        .setSystem("https://parley.example/fhir/CodeSystem/task")
        .setCode("reopen");
    reopening.getFocus().setReference("ServiceRequest/" + clinic.referral("R-OUT-2").getIdPart());
    reopening.getFor().setReference(clinic.referral("R-OUT-2").getSubject().getReference());
    var answer = clinic.http.postJson("/fhir/Task", clinic.json(reopening));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var course = clinic.course("R-OUT-2");
    course.setStatus(EpisodeOfCareStatus.WAITLIST);
    clinic.put(course);
    assertThat(clinic.awaitMessages("R-OUT-2", 2).get(1)).contains("RF1|A|");
  }

  @Test
  void whatTheSenderTookBackItselfIsNotToldAndWhatWeTookBackIs() throws Exception {
    clinic.refer("OUT-3", 503, "R-OUT-3");
    assertThat(
            ListeningPeer.send(
                clinic.gateway.mllpPort(),
                Messages.referral("OUT-3b", Messages.nhsNumber(503), "R-OUT-3")
                    .replace("I12", "I14")
                    .replace("RF1|A|", "RF1|R|")))
        .contains("MSA|AA|OUT-3b");
    clinic.refer("OUT-4", 504, "R-OUT-4");
    var referral = clinic.referral("R-OUT-4");
    referral.setStatus(ServiceRequest.ServiceRequestStatus.REVOKED);
    clinic.put(referral);
    assertThat(clinic.awaitMessages("R-OUT-4", 1).get(0))
        .contains("|REF^I14^REF_I12|")
        .contains("RF1|R|||||R-OUT-4^TESTGP");
    assertThat(clinic.outbox("R-OUT-3")).isEmpty();
  }

  @Test
  void aRefusedWriteTellsNothing() throws Exception {
    clinic.refer("OUT-5", 505, "R-OUT-5");
    var course = clinic.course("R-OUT-5");
    course.setStatus(EpisodeOfCareStatus.FINISHED);
    assertThat(
            clinic
                .http
                .putJson("/fhir/EpisodeOfCare/" + course.getIdPart(), clinic.json(course))
                .statusCode())
        .isEqualTo(422);
    assertThat(clinic.outbox("R-OUT-5")).isEmpty();
  }

  @Test
  void careIsToldOnlyWithConsent() throws Exception {
    clinic.refer("OUT-6", 506, "R-OUT-6");
    var course = clinic.course("R-OUT-6");
    course.setStatus(EpisodeOfCareStatus.ACTIVE);
    clinic.put(course);
    clinic.awaitMessages("R-OUT-6", 1);
    clinic.stored("Appointment", clinic.appointment("a-out-6", "R-OUT-6", "2026-12-01T09:30:00Z"));
    clinic.stored("Encounter", clinic.contact("e-out-6a", course, "2026-11-10", "3"));
    assertThat(clinic.outbox("R-OUT-6")).as("without consent").hasSize(1);

    clinic.stored("Consent", clinic.consent("c-out-6", course, "active", "permit"));
    clinic.stored("Appointment", clinic.appointment("a-out-6", "R-OUT-6", "2026-12-02T09:30:00Z"));
    clinic.stored("Encounter", clinic.contact("e-out-6b", course, "2026-11-11", "3"));
    clinic.stored("Encounter", clinic.contact("e-out-6c", course, "2026-11-12", "5"));
    clinic.stored("Encounter", clinic.contact("e-out-6d", course, "2026-11-13", "5"));
    var told = clinic.awaitMessages("R-OUT-6", 4);
    assertThat(told.get(1)).contains("|SIU^S13^SIU_S12|").contains("20261202093000+0000");
    assertThat(told.get(2))
        .contains("|MDM^T02^MDM_T02|")
        .contains("did not attend")
        .contains("11 N");
    assertThat(told.get(3)).contains("came to the first appointment of 12 November 2026");

    course = clinic.course("R-OUT-6");
    clinic.step(course, "step-2");
    clinic.put(course);
    course = clinic.course("R-OUT-6");
    course.getExtension().clear();
    clinic.step(course, "step-3");
    clinic.put(course);
    course = clinic.course("R-OUT-6");
    course.setStatus(EpisodeOfCareStatus.FINISHED);
    var day = course.getPeriod().getStartElement().getValueAsString();
    course.getPeriod().setEndElement(new org.hl7.fhir.r4.model.DateTimeType(day));
    clinic.coded(course, "discharge-reason", "nhs-discharge-reason", "46");
    clinic.put(course);
    told = clinic.awaitMessages("R-OUT-6", 6);
    assertThat(told.get(4)).contains("Treatment goes on at step 3");
    assertThat(told.get(5))
        .contains("TXA|1|DS|TX|" + day.substring(0, 10).replace("-", ""))
        .contains("The course of treatment ended on ")
        .contains("Outcome measures");

    clinic.stored("Consent", clinic.consent("c-out-6", course, "rejected", "deny"));
    clinic.stored("Encounter", clinic.contact("e-out-6e", course, "2026-11-14", "3"));
    assertThat(clinic.outbox("R-OUT-6")).as("after consent was withdrawn").hasSize(6);
  }

  @Test
  void whatTheReceiverRefusesIsDeadUntilAPersonSendsItAgain() throws Exception {
    clinic.refer("OUT-7", 507, "R-OUT-7");
    clinic.peer.answers("AR");
    try {
      clinic.decide("R-OUT-7", "accept");
      clinic.awaitState("R-OUT-7", "dead");
    } finally {
      clinic.peer.answers("AA");
    }
    var id = clinic.outbox("R-OUT-7").get(0);
    assertThat(clinic.http.get("/outbox?state=dead&destination=clinic").body())
        .contains("\"reason\":\"refused with AR\"");
    assertThat(clinic.http.get("/outbox/destinations").body())
        .contains("\"destination\":\"clinic\"");
    assertThat(clinic.http.post("/outbox/" + id + "/replay", "application/json", "").statusCode())
        .isEqualTo(200);
    clinic.awaitState("R-OUT-7", "sent");
    var all = clinic.messages("R-OUT-7");
    assertThat(all).hasSize(2);
    assertThat(all.get(0)).as("the same bytes").isEqualTo(all.get(1));
    assertThat(clinic.http.post("/outbox/" + id + "/cancel", "application/json", "").statusCode())
        .isEqualTo(409);
    assertThat(clinic.http.get("/outbox/999999").statusCode()).isEqualTo(404);
    assertThat(clinic.http.get("/outbox?state=lost").statusCode()).isEqualTo(400);
  }

  @Test
  void aConsentWhoseTimeIsOverPermitsNothing() throws Exception {
    clinic.refer("OUT-8", 508, "R-OUT-8");
    var course = clinic.course("R-OUT-8");
    var permit = clinic.consent("c-out-8", course, "active", "permit");
    var type = "\"provision\":{\"type\":\"permit\"";
    assertThat(permit).contains(type);
    var ended = type + ",\"period\":{\"end\":\"2020-01-01\"}";
    clinic.stored("Consent", permit.replace(type, ended));
    clinic.stored("Appointment", clinic.appointment("a-out-8", "R-OUT-8", "2026-12-01T09:30:00Z"));
    assertThat(clinic.outbox("R-OUT-8")).as("consent ended in 2020").isEmpty();
    clinic.stored("Consent", permit);
    clinic.stored("Appointment", clinic.appointment("a-out-8", "R-OUT-8", "2026-12-02T09:30:00Z"));
    assertThat(clinic.awaitMessages("R-OUT-8", 1).get(0)).contains("|SIU^S13^SIU_S12|");
  }

  @Test
  void aBookingThatBecomesVoidIsToldAsCancelledAndOneThatHasServedIsNot() throws Exception {
    clinic.refer("OUT-9", 509, "R-OUT-9");
    var course = clinic.course("R-OUT-9");
    clinic.stored("Consent", clinic.consent("c-out-9", course, "active", "permit"));
    var kept = clinic.appointment("a-out-9a", "R-OUT-9", "2026-12-01T09:30:00Z");
    var wrong = clinic.appointment("a-out-9b", "R-OUT-9", "2026-12-02T09:30:00Z");
    var waiting = clinic.appointment("a-out-9c", "R-OUT-9", "2026-12-03T09:30:00Z");
    clinic.stored("Appointment", kept);
    clinic.stored("Appointment", wrong);
    clinic.stored("Appointment", waiting);
    clinic.stored("Appointment", kept.replace("\"booked\"", "\"arrived\""));
    clinic.stored("Appointment", wrong.replace("\"booked\"", "\"entered-in-error\""));
    clinic.stored("Appointment", waiting.replace("\"booked\"", "\"waitlist\""));
    var told = clinic.awaitMessages("R-OUT-9", 5);
    assertThat(told).hasSize(5);
    assertThat(told.get(3)).contains("|SIU^S15^SIU_S12|").contains("SCH|a-out-9b^PARLEY");
    assertThat(told.get(4)).contains("|SIU^S15^SIU_S12|").contains("SCH|a-out-9c^PARLEY");
  }

  @Test
  void whoBooksByMessageIsNotToldOfItsOwnBooking() throws Exception {
    clinic.refer("OUT-10", 510, "R-OUT-10");
    var course = clinic.course("R-OUT-10");
    clinic.stored("Consent", clinic.consent("c-out-10", course, "active", "permit"));
    var message =
        "MSH|^~\\&|TESTGP|Y99999|PARLEY|RXX|20261102090000||SIU^S12|OUT-10b|P|2.4\n"
            + "SCH|B-OUT-10^TESTGP||||||||||^^^202612010930^202612011020"
            + "|".repeat(15)
            + "R-OUT-10^TESTGP\n"
            + "PID|1||%s^^^NHS^NH||EXAMPLE^Erin||19800215|2\n".formatted(Messages.nhsNumber(510));
    assertThat(ListeningPeer.send(clinic.gateway.mllpPort(), message)).contains("MSA|AA|OUT-10b");
    var booked =
        (Appointment)
            clinic.bundle("/fhir/Appointment?identifier=B-OUT-10").getEntryFirstRep().getResource();
    assertThat(booked.getBasedOnFirstRep().getReferenceElement().getIdPart())
        .isEqualTo(clinic.referral("R-OUT-10").getIdPart());
    assertThat(clinic.outbox("R-OUT-10")).as("its own booking").isEmpty();

    booked.setStatus(Appointment.AppointmentStatus.CANCELLED);
    clinic.put(booked);
    assertThat(clinic.awaitMessages("R-OUT-10", 1).get(0)).contains("|SIU^S15^SIU_S12|");
  }

  /** What is not known of a time is no value: the message is stored, and told as far as it goes. */
  @Test
  void aThirdSystemsBookingWithoutTimesIsTakenAndToldWhenItHasAStart() throws Exception {
    var number = Messages.nhsNumber(514);
    var made = Messages.referral("OUT-14", number, "R-OUT-14").replace("^TESTGP", "^RXY01");
    assertThat(ListeningPeer.send(clinic.gateway.mllpPort(), made)).contains("MSA|AA|OUT-14");
    var course = clinic.course("R-OUT-14");
    clinic.stored("Consent", clinic.consent("c-out-14", course, "active", "permit"));
    assertThat(ListeningPeer.send(clinic.gateway.mllpPort(), booking("S14", "OUT-14b", "", number)))
        .contains("MSA|AA|OUT-14b");
    assertThat(clinic.outbox("R-OUT-14")).as("no time to tell").isEmpty();
    var start = "^^^202612010930";
    assertThat(
            ListeningPeer.send(clinic.gateway.mllpPort(), booking("S12", "OUT-14c", start, number)))
        .contains("MSA|AA|OUT-14c");
    assertThat(clinic.awaitMessages("R-OUT-14", 1).get(0))
        .contains("|SIU^S12^SIU_S12|")
        .contains("20261201093000+0000");
  }

  private static String booking(String event, String controlId, String timing, String number) {
    return "MSH|^~\\&|TRUSTPAS|RXY01|PARLEY|RXX|20261102090000||SIU^%s|%s|P|2.4\n"
            .formatted(event, controlId)
        + "SCH|B-OUT-14^TRUSTPAS||||||||||%s".formatted(timing)
        + "|".repeat(15)
        + "R-OUT-14^RXY01\n"
        + "PID|1||%s^^^NHS^NH||EXAMPLE^Erin||19800215|2\n".formatted(number);
  }

  /** The trust's own number: whoever sends it means the same referral. */
  @Test
  void whatAThirdSystemDecidesIsToldToTheReferrer() throws Exception {
    var number = Messages.nhsNumber(513);
    var made = Messages.referral("OUT-13", number, "R-OUT-13").replace("^TESTGP", "^RXY01");
    assertThat(ListeningPeer.send(clinic.gateway.mllpPort(), made)).contains("MSA|AA|OUT-13");
    var withdrawn =
        Messages.referral("OUT-13b", number, "R-OUT-13")
            .replace("^TESTGP", "^RXY01")
            .replace("MSH|^~\\&|TESTGP|Y99999|", "MSH|^~\\&|TRUSTPAS|RXY01|")
            .replace("I12", "I14")
            .replace("RF1|A|", "RF1|R|");
    assertThat(ListeningPeer.send(clinic.gateway.mllpPort(), withdrawn)).contains("MSA|AA|OUT-13b");
    assertThat(clinic.awaitMessages("R-OUT-13", 1).get(0))
        .contains("|TESTGP|Y99999|")
        .contains("|REF^I14^REF_I12|")
        .contains("RF1|R|");
  }
}
