package parley.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import parley.server.ConnectedGateway;
import parley.server.Http;
import parley.server.Messages;
import parley.server.RunningGateway;

/** A clinic that refers by MLLP and listens for answers, and the EHR that works the referrals. */
final class Clinic {

  private final ConnectedGateway connected = ConnectedGateway.shared();

  final ListeningPeer peer = connected.clinic();

  /** Nothing of the referrals goes to it. */
  final ListeningPeer refuser = connected.refuser();

  final BarsPeer bars = connected.bars();
  final RunningGateway gateway = connected.gateway();
  final Http http = new Http(gateway);

  void refer(String controlId, int person, String number) throws IOException {
    var message = Messages.referral(controlId, Messages.nhsNumber(person), number);
    assertThat(ListeningPeer.send(gateway.mllpPort(), message)).contains("MSA|AA|" + controlId);
  }

  void decide(String number, String decision) {
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

  void step(EpisodeOfCare course, String step) {
    coded(course, "step", "step", step);
  }

  void coded(EpisodeOfCare course, String extension, String system, String code) {
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

  String appointment(String id, String number, String start) {
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

  String contact(String id, EpisodeOfCare course, String day, String attendance) {
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

  String consent(String id, EpisodeOfCare course, String status, String provision) {
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

  void stored(String type, String body) {
    var id = body.split("\"id\":\"")[1].split("\"")[0];
    var answer = http.putJson("/fhir/" + type + '/' + id, body);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
  }

  void put(Resource resource) {
    var answer =
        http.putJson("/fhir/" + resource.fhirType() + '/' + resource.getIdPart(), json(resource));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  String json(Resource resource) {
    return gateway.fhir().newJsonParser().encodeResourceToString(resource);
  }

  ServiceRequest referral(String number) {
    return (ServiceRequest)
        bundle("/fhir/ServiceRequest?identifier=" + number).getEntryFirstRep().getResource();
  }

  EpisodeOfCare course(String number) {
    var referral = referral(number).getIdPart();
    return (EpisodeOfCare)
        bundle("/fhir/EpisodeOfCare?incoming-referral=ServiceRequest/" + referral)
            .getEntryFirstRep()
            .getResource();
  }

  Bundle bundle(String search) {
    return gateway.fhir().newJsonParser().parseResource(Bundle.class, http.get(search).body());
  }

  List<Long> outbox(String number) {
    return gateway
        .jdbc()
        .queryForList(
            "select id from outbox where subject = ? order by id",
            Long.class,
            "ServiceRequest/" + referral(number).getIdPart());
  }

  void awaitState(String number, String state) throws InterruptedException {
    var id = outbox(number).get(0);
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    var query = "select state from outbox where id = ?";
    while (!state.equals(gateway.jdbc().queryForObject(query, String.class, id))) {
      assertThat(System.nanoTime()).as("60 seconds are over").isLessThan(end);
      Thread.sleep(20);
    }
  }

  List<String> messages(String number) {
    var named = Pattern.compile("\\b" + number + "\\b");
    return peer.received().stream().filter(it -> named.matcher(it).find()).toList();
  }

  List<String> awaitMessages(String number, int count) throws InterruptedException {
    var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (messages(number).size() < count) {
      assertThat(System.nanoTime())
          .as("60 seconds are over; came: %s", messages(number))
          .isLessThan(end);
      Thread.sleep(20);
    }
    return messages(number);
  }
}
