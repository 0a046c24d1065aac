package parley.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import parley.server.Http;
import parley.server.RunningGateway;

/** One made person on the way through a service, written to the shared gateway as a client does. */
final class Journey {

  private static final String OWN = "https://parley.example/fhir/";

  final RunningGateway gateway = RunningGateway.shared();
  final Http http = new Http(gateway);
  final String id = UUID.randomUUID().toString();

  /** A referral received on 1 September 2026, its course and its triage. */
  static Journey begun() {
    var journey = new Journey();
    journey.stored("Patient", journey.patient());
    journey.stored("ServiceRequest", journey.referral("active"));
    journey.stored("EpisodeOfCare", journey.course("planned", ""));
    journey.stored("Task", journey.triage("requested", ""));
    return journey;
  }

  String patient() {
    return """
        {"resourceType":"Patient","id":"%s","name":[{"family":"JOURNEY"}],"birthDate":"1980-02-15"}"""
        .formatted(id);
  }

  String replacedBy(String survivor) {
    return patient()
        .replace(
            "\"birthDate\"",
            "\"link\":[{\"type\":\"replaced-by\",\"other\":{\"reference\":\"Patient/"
                + survivor
                + "\"}}],\"birthDate\"");
  }

  /** A contact of this course in which treatment was given, under the name of any Patient. */
  String treatment(String patient, String day) {
    return """
        {"resourceType":"Encounter","id":"%s","status":"finished",
         "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
         "type":[{"coding":[{"system":"%sCodeSystem/nhs-appointment-type","code":"03"}]}],
         "extension":[%s,%s],"identifier":[{"system":"urn:test:contact","value":"%s"}],
         "subject":{"reference":"Patient/%s"},
         "episodeOfCare":[{"reference":"EpisodeOfCare/%s"}],
         "period":{"start":"%sT10:00:00+00:00"}}"""
        .formatted(
            id,
            OWN,
            coded("attendance", "nhs-attended-or-did-not-attend", "5"),
            coded("planned-contact", "nhs-planned-care-contact", "Y"),
            id.substring(0, 18),
            patient,
            id,
            day);
  }

  String referral(String status) {
    return """
        {"resourceType":"ServiceRequest","id":"%s","status":"%s","intent":"order",
         "subject":{"reference":"Patient/%s"}}"""
        .formatted(id, status, id);
  }

  /** The course with more of its elements, each with a comma before it. */
  String course(String status, String more) {
    return """
        {"resourceType":"EpisodeOfCare","id":"%s","status":"%s","patient":{"reference":"Patient/%s"},
         "referralRequest":[{"reference":"ServiceRequest/%s"}],"period":{"start":"2026-09-01"}%s}"""
        .formatted(id, status, id, id, more);
  }

  String treated(String step) {
    return course("active", ",\"extension\":[" + coded("step", "step", step) + "]");
  }

  String ended(String system, String code) {
    return course("finished", ",\"extension\":[" + coded("discharge-reason", system, code) + "]")
        .replace("\"2026-09-01\"", "\"2026-09-01\",\"end\":\"2026-10-30\"");
  }

  String paused(String status, String end) {
    return course(
        status,
        ",\"statusHistory\":[{\"status\":\"onhold\",\"period\":{\"start\":\"2026-09-11\"%s}}]"
            .formatted(end.isEmpty() ? "" : ",\"end\":\"" + end + "\""));
  }

  static String coded(String extension, String system, String code) {
    return """
        {"url":"%sStructureDefinition/%s","valueCodeableConcept":{"coding":[
         {"system":"%sCodeSystem/%s","code":"%s"}]}}"""
        .formatted(OWN, extension, OWN, system, code);
  }

  String triage(String status, String decision) {
    return task(id, "triage", status, decision);
  }

  String task(String taskId, String code, String status, String decision) {
    var business =
        """
        ,"businessStatus":{"coding":[{"system":"%sCodeSystem/task","code":"%s"}]}"""
            .formatted(OWN, decision);
    return """
        {"resourceType":"Task","id":"%s","status":"%s","intent":"order",
         "code":{"coding":[{"system":"%sCodeSystem/task","code":"%s"}]},
         "focus":{"reference":"ServiceRequest/%s"},"for":{"reference":"Patient/%s"}%s}"""
        .formatted(taskId, status, OWN, code, id, id, decision.isEmpty() ? "" : business);
  }

  static String bundle(String type, String... resources) {
    var entries = new ArrayList<String>();
    for (var resource : resources) {
      var kind = resource.split("\"resourceType\":\"")[1].split("\"")[0];
      var name = kind + '/' + resource.split("\"id\":\"")[1].split("\"")[0];
      entries.add(
          "{\"resource\":%s,\"request\":{\"method\":\"PUT\",\"url\":\"%s\"}}"
              .formatted(resource, name));
    }
    return "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[%s]}"
        .formatted(type, String.join(",", entries));
  }

  HttpResponse<String> put(String type, String body) {
    var name = body.split("\"id\":\"")[1].split("\"")[0];
    return http.putJson("/fhir/" + type + '/' + name, body);
  }

  void stored(String type, String body) {
    var answer = put(type, body);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
  }

  void refused(int status, HttpResponse<String> answer, String... words) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("OperationOutcome");
    for (var word : words) {
      assertThat(answer.body()).contains(word);
    }
  }

  EpisodeOfCare course() {
    return read(EpisodeOfCare.class, "/fhir/EpisodeOfCare/" + id);
  }

  ServiceRequest referral() {
    return read(ServiceRequest.class, "/fhir/ServiceRequest/" + id);
  }

  Task triage() {
    return read(Task.class, "/fhir/Task/" + id);
  }

  /** Statuses of course, referral and triage in one line. */
  String statuses() {
    return course().getStatus().toCode()
        + ' '
        + referral().getStatus().toCode()
        + ' '
        + triage().getStatus().toCode();
  }

  /** Activities of the Provenances of the course in the order they were recorded. */
  List<String> activities() {
    return provenances().stream()
        .map(
            it ->
                String.join(
                    "+", it.getActivity().getCoding().stream().map(one -> one.getCode()).toList()))
        .toList();
  }

  List<Provenance> provenances() {
    return read(Bundle.class, "/fhir/Provenance?_count=100&target=EpisodeOfCare/" + id)
        .getEntry()
        .stream()
        .map(entry -> (Provenance) entry.getResource())
        .sorted(Comparator.comparing(Provenance::getRecorded))
        .toList();
  }

  <T extends Resource> T read(Class<T> type, String path) {
    var answer = http.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return gateway.fhir().newJsonParser().parseResource(type, answer.body());
  }
}
