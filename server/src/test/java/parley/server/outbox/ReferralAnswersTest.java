package parley.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.server.Http;
import parley.server.Messages;
import parley.server.RunningGateway;

/** A clinic refers by MLLP, an EHR works by FHIR REST, the clinic's system gets the answers. */
class ReferralAnswersTest {

  private static int peerPort;
  private static ListeningPeer peer;
  private static RunningGateway gateway;
  private static Http http;

  @BeforeAll
  static void start() throws IOException {
    peerPort = RunningGateway.freePort();
    peer = new ListeningPeer(peerPort);
    var settings = new HashMap<String, Object>();
    settings.put("PARLEY_OUTBOX_FIRST_DELAY", "100ms");
    settings.put("PARLEY_OUTBOX_LONGEST_DELAY", "200ms");
    settings.put("PARLEY_OUTBOX_PERIOD", "50ms");
    settings.put("PARLEY_OUTBOX_OPEN_FOR", "200ms");
    settings.put("parley.outbox.destinations[0].name", "clinic");
    settings.put("parley.outbox.destinations[0].kind", "mllp");
    settings.put("parley.outbox.destinations[0].host", "127.0.0.1");
    settings.put("parley.outbox.destinations[0].port", peerPort);
    settings.put("parley.outbox.answers[0].sender", "TESTGP|Y99999");
    settings.put("parley.outbox.answers[0].destination", "clinic");
    settings.put(
        "parley.outbox.answers[0].send",
        "decision,cancellation,booking,first-contact,not-attended,step-up,discharge");
    gateway = RunningGateway.start(RunningGateway.temporary(), settings);
    http = new Http(gateway);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    peer.close();
  }

  @Test
  void anAcceptedReferralIsAnsweredOnceAndInTheSendersWords() throws Exception {
    refer("OUT-1", 501, "R-OUT-1");
    assertThat(outbox("R-OUT-1")).as("told before anybody decided").isEmpty();
    var course = course("R-OUT-1");
    course.setStatus(EpisodeOfCareStatus.WAITLIST);
    put(course);

    var answer = awaitMessages("R-OUT-1", 1).get(0);
    assertThat(answer)
        .contains("MSH|^~\\&|PARLEY|RXX|TESTGP|Y99999|")
        .contains("|RRI^I12^RRI_I12|")
        .contains("MSA|AA|OUT-1\n")
        .contains("RF1|A|||||R-OUT-1^TESTGP\n")
        .contains("PID|1||" + Messages.nhsNumber(501) + "^^^NHS^NH||EXAMPLE^Erin||19800215|2");

    course = course("R-OUT-1");
    course.setStatus(EpisodeOfCareStatus.ACTIVE);
    put(course);
    assertThat(outbox("R-OUT-1")).as("told already").hasSize(1);
    awaitState("R-OUT-1", "sent");
    var detail = http.get("/outbox/" + outbox("R-OUT-1").get(0)).body();
    assertThat(detail)
        .contains("\"kind\":\"RRI^I12\"")
        .contains("\"attempts\":1")
        .contains("MSA|AA|")
        .contains("\"outcome\":\"sent\"");
    assertThat(http.get("/outbox?destination=clinic&state=sent&size=500").body())
        .contains("ServiceRequest/")
        .doesNotContain(Messages.nhsNumber(501))
        .doesNotContain("EXAMPLE");
  }

  @Test
  void aRejectedReferralReopenedAndAcceptedIsAnsweredTwice() throws Exception {
    refer("OUT-2", 502, "R-OUT-2");
    decide("R-OUT-2", "reject");
    assertThat(awaitMessages("R-OUT-2", 1).get(0)).contains("RF1|R|||||R-OUT-2^TESTGP");
    var reopening = new Task();
    reopening.setStatus(Task.TaskStatus.COMPLETED).setIntent(Task.TaskIntent.ORDER);
    reopening
        .getCode()
        .addCoding()
        .setSystem("https://parley.example/fhir/CodeSystem/task")
        .setCode("reopen");
    reopening.getFocus().setReference("ServiceRequest/" + referral("R-OUT-2").getIdPart());
    reopening.getFor().setReference(referral("R-OUT-2").getSubject().getReference());
    var answer = http.postJson("/fhir/Task", json(reopening));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var course = course("R-OUT-2");
    course.setStatus(EpisodeOfCareStatus.WAITLIST);
    put(course);
    assertThat(awaitMessages("R-OUT-2", 2).get(1)).contains("RF1|A|");
  }

  @Test
  void whatTheSenderTookBackItselfIsNotToldAndWhatWeTookBackIs() throws Exception {
    refer("OUT-3", 503, "R-OUT-3");
    assertThat(
            ListeningPeer.send(
                gateway.mllpPort(),
                Messages.referral("OUT-3b", Messages.nhsNumber(503), "R-OUT-3")
                    .replace("I12", "I14")
                    .replace("RF1|A|", "RF1|R|")))
        .contains("MSA|AA|OUT-3b");
    refer("OUT-4", 504, "R-OUT-4");
    var referral = referral("R-OUT-4");
    referral.setStatus(ServiceRequest.ServiceRequestStatus.REVOKED);
    put(referral);
    assertThat(awaitMessages("R-OUT-4", 1).get(0))
        .contains("|REF^I14^REF_I12|")
        .contains("RF1|R|||||R-OUT-4^TESTGP");
    assertThat(outbox("R-OUT-3")).isEmpty();
  }

  @Test
  void aRefusedWriteTellsNothing() throws Exception {
    refer("OUT-5", 505, "R-OUT-5");
    var course = course("R-OUT-5");
    course.setStatus(EpisodeOfCareStatus.FINISHED);
    assertThat(http.putJson("/fhir/EpisodeOfCare/" + course.getIdPart(), json(course)).statusCode())
        .isEqualTo(422);
    assertThat(outbox("R-OUT-5")).isEmpty();
  }

  @Test
  void careIsToldOnlyWithConsent() throws Exception {
    refer("OUT-6", 506, "R-OUT-6");
    var course = course("R-OUT-6");
    course.setStatus(EpisodeOfCareStatus.ACTIVE);
    put(course);
    awaitMessages("R-OUT-6", 1);
    stored("Appointment", appointment("a-out-6", "R-OUT-6", "2026-12-01T09:30:00Z"));
    stored("Encounter", contact("e-out-6a", course, "2026-11-10", "3"));
    assertThat(outbox("R-OUT-6")).as("without consent").hasSize(1);

    stored("Consent", consent("c-out-6", course, "active", "permit"));
    stored("Appointment", appointment("a-out-6", "R-OUT-6", "2026-12-02T09:30:00Z"));
    stored("Encounter", contact("e-out-6b", course, "2026-11-11", "3"));
    stored("Encounter", contact("e-out-6c", course, "2026-11-12", "5"));
    stored("Encounter", contact("e-out-6d", course, "2026-11-13", "5"));
    var told = awaitMessages("R-OUT-6", 4);
    assertThat(told.get(1)).contains("|SIU^S13^SIU_S12|").contains("20261202093000+0000");
    assertThat(told.get(2)).contains("|MDM^T02^MDM_T02|").contains("did not attend").contains("11 N");
    assertThat(told.get(3)).contains("came to the first appointment of 12 November 2026");

    course = course("R-OUT-6");
    step(course, "step-2");
    put(course);
    course = course("R-OUT-6");
    course.getExtension().clear();
    step(course, "step-3");
    put(course);
    course = course("R-OUT-6");
    course.setStatus(EpisodeOfCareStatus.FINISHED);
    var day = course.getPeriod().getStartElement().getValueAsString();
    course.getPeriod().setEndElement(new org.hl7.fhir.r4.model.DateTimeType(day));
    coded(course, "discharge-reason", "nhs-discharge-reason", "46");
    put(course);
    told = awaitMessages("R-OUT-6", 6);
    assertThat(told.get(4)).contains("Treatment goes on at step 3");
    assertThat(told.get(5))
        .contains("TXA|1|DS|TX|" + day.substring(0, 10).replace("-", ""))
        .contains("The course of treatment ended on ")
        .contains("Outcome measures");

    stored("Consent", consent("c-out-6", course, "rejected", "deny"));
    stored("Encounter", contact("e-out-6e", course, "2026-11-14", "3"));
    assertThat(outbox("R-OUT-6")).as("after consent was withdrawn").hasSize(6);
  }

  @Test
  void whatTheReceiverRefusesIsDeadUntilAPersonSendsItAgain() throws Exception {
    refer("OUT-7", 507, "R-OUT-7");
    peer.answers("AR");
    try {
      decide("R-OUT-7", "accept");
      awaitState("R-OUT-7", "dead");
    } finally {
      peer.answers("AA");
    }
    var id = outbox("R-OUT-7").get(0);
    assertThat(http.get("/outbox?state=dead&destination=clinic").body())
        .contains("\"reason\":\"refused with AR\"");
    assertThat(http.get("/outbox/destinations").body()).contains("\"destination\":\"clinic\"");
    assertThat(http.post("/outbox/" + id + "/replay", "application/json", "").statusCode())
        .isEqualTo(200);
    awaitState("R-OUT-7", "sent");
    var all = messages("R-OUT-7");
    assertThat(all).hasSize(2);
    assertThat(all.get(0)).as("the same bytes").isEqualTo(all.get(1));
    assertThat(http.post("/outbox/" + id + "/cancel", "application/json", "").statusCode())
        .isEqualTo(409);
    assertThat(http.get("/outbox/999999").statusCode()).isEqualTo(404);
    assertThat(http.get("/outbox?state=lost").statusCode()).isEqualTo(400);
  }

  private static void refer(String controlId, int person, String number) throws IOException {
    var message = Messages.referral(controlId, Messages.nhsNumber(person), number);
    assertThat(ListeningPeer.send(gateway.mllpPort(), message)).contains("MSA|AA|" + controlId);
  }

  private static void decide(String number, String decision) {
    var task =
        (Task)
            bundle("/fhir/Task?code=triage&focus=ServiceRequest/" + referral(number).getIdPart())
                .getEntryFirstRep()
                .getResource();
    task.setStatus(Task.TaskStatus.COMPLETED);
    task.getBusinessStatus()
        .addCoding()
        .setSystem("https://parley.example/fhir/CodeSystem/task")
        .setCode(decision);
    put(task);
  }

  private static void step(EpisodeOfCare course, String step) {
    coded(course, "step", "step", step);
  }

  private static void coded(EpisodeOfCare course, String extension, String system, String code) {
    var own = "https://parley.example/fhir/";
    course
        .addExtension()
        .setUrl(own + "StructureDefinition/" + extension)
        .setValue(
            new org.hl7.fhir.r4.model.CodeableConcept()
                .addCoding(
                    new org.hl7.fhir.r4.model.Coding()
                        .setSystem(own + "CodeSystem/" + system)
                        .setCode(code)));
  }

  private static String appointment(String id, String number, String start) {
    var referral = referral(number);
    return """
        {"resourceType":"Appointment","id":"%s","status":"booked","start":"%s","end":"%s",
         "basedOn":[{"reference":"ServiceRequest/%s"}],
         "participant":[{"actor":{"reference":"%s"},"status":"accepted"}]}"""
        .formatted(
            id,
            start,
            start.replace(":30:", ":50:"),
            referral.getIdPart(),
            referral.getSubject().getReference());
  }

  private static String contact(String id, EpisodeOfCare course, String day, String attendance) {
    return """
        {"resourceType":"Encounter","id":"%s","status":"%s",
         "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
         "extension":[{"url":"https://parley.example/fhir/StructureDefinition/attendance",
           "valueCodeableConcept":{"coding":[{"code":"%s","system":
             "https://parley.example/fhir/CodeSystem/nhs-attended-or-did-not-attend"}]}}],
         "subject":{"reference":"%s"},"episodeOfCare":[{"reference":"EpisodeOfCare/%s"}],
         "period":{"start":"%sT10:00:00+00:00"}}"""
        .formatted(
            id,
            attendance.equals("5") ? "finished" : "cancelled",
            attendance,
            course.getPatient().getReference(),
            course.getIdPart(),
            day);
  }

  private static String consent(
      String id, EpisodeOfCare course, String status, String provision) {
    return """
        {"resourceType":"Consent","id":"%s","status":"%s",
         "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope",
           "code":"patient-privacy"}]},
         "category":[{"coding":[{"system":"https://parley.example/fhir/CodeSystem/self-referral",
           "code":"consent-share-with-referrer"}]}],
         "patient":{"reference":"%s"},"dateTime":"2026-11-09T10:00:00Z",
         "policyRule":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode",
           "code":"OPTIN"}]},
         "provision":{"type":"%s"}}"""
        .formatted(id, status, course.getPatient().getReference(), provision);
  }

  private static void stored(String type, String body) {
    var id = body.split("\"id\":\"")[1].split("\"")[0];
    var answer = http.putJson("/fhir/" + type + '/' + id, body);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
  }

  private static void put(Resource resource) {
    var answer =
        http.putJson(
            "/fhir/" + resource.fhirType() + '/' + resource.getIdPart(), json(resource));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static String json(Resource resource) {
    return gateway.fhir().newJsonParser().encodeResourceToString(resource);
  }

  private static ServiceRequest referral(String number) {
    return (ServiceRequest)
        bundle("/fhir/ServiceRequest?identifier=" + number).getEntryFirstRep().getResource();
  }

  private static EpisodeOfCare course(String number) {
    var referral = referral(number).getIdPart();
    return (EpisodeOfCare)
        bundle("/fhir/EpisodeOfCare?incoming-referral=ServiceRequest/" + referral)
            .getEntryFirstRep()
            .getResource();
  }

  private static Bundle bundle(String search) {
    return gateway.fhir().newJsonParser().parseResource(Bundle.class, http.get(search).body());
  }

  private static List<Long> outbox(String number) {
    return gateway
        .jdbc()
        .queryForList(
            "select id from outbox where subject = ? order by id",
            Long.class,
            "ServiceRequest/" + referral(number).getIdPart());
  }

  private static void awaitState(String number, String state) throws InterruptedException {
    var id = outbox(number).get(0);
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    var query = "select state from outbox where id = ?";
    while (!state.equals(gateway.jdbc().queryForObject(query, String.class, id))) {
      assertThat(System.nanoTime()).as("15 seconds are over").isLessThan(end);
      Thread.sleep(20);
    }
  }

  private static List<String> messages(String number) {
    var named = Pattern.compile("\\b" + number + "\\b");
    return peer.received().stream().filter(it -> named.matcher(it).find()).toList();
  }

  private static List<String> awaitMessages(String number, int count) throws InterruptedException {
    var end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (messages(number).size() < count) {
      assertThat(System.nanoTime())
          .as("15 seconds are over; came: %s", messages(number))
          .isLessThan(end);
      Thread.sleep(20);
    }
    return messages(number);
  }
}
