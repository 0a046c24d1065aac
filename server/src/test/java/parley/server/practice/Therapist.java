package parley.server.practice;

import static parley.server.practice.Service.held;
import static parley.server.practice.Service.random;

import java.time.LocalDate;
import java.util.List;
import parley.server.RunningGateway;

/** A made-up therapist of a made-up service, whose caseload is asked for. */
final class Therapist {

  static final String PHQ_9 = "720433000";
  static final String GAD_7 = "445455005";

  final Service service = new Service(RunningGateway.shared());
  final String id = service.practitioner(held("11", "2020-09-01"));

  Caseload caseload() {
    return Caseload.of(service, id, "");
  }

  String pairedMeasure(String course) {
    return caseload().course(course).stream()
        .filter(part -> part.getName().equals("score"))
        .filter(part -> Caseload.value(part.getPart(), "paired").equals("true"))
        .map(part -> Caseload.value(part.getPart(), "latest"))
        .findFirst()
        .orElse("");
  }

  void pair(String course, int firstPhq9, int lastPhq9, int firstGad7, int lastGad7) {
    service.score(random(), course, "final", "2026-09-10", PHQ_9, firstPhq9);
    service.score(random(), course, "final", "2026-10-10", PHQ_9, lastPhq9);
    service.score(random(), course, "final", "2026-09-10", GAD_7, firstGad7);
    service.score(random(), course, "final", "2026-10-10", GAD_7, lastGad7);
  }

  void flag(String flag, String patient, String status) {
    service.put(
        "Flag/" + flag,
        """
        {"resourceType":"Flag","id":"%s","status":"%s","code":{"coding":[
          {"system":"https://parley.example/fhir/CodeSystem/alert","code":"self-harm-thoughts"}]},
         "subject":{"reference":"Patient/%s"}}"""
            .formatted(flag, status, patient));
  }

  void condition(String condition, String patient, String code) {
    service.put(
        "Condition/" + condition,
        """
        {"resourceType":"Condition","id":"%s","code":{"coding":[
          {"system":"http://hl7.org/fhir/sid/icd-10","code":"%s"}]},"recordedDate":"2026-09-01",
         "subject":{"reference":"Patient/%s"}}"""
            .formatted(condition, code, patient));
  }

  void diagnosis(String course, String condition) {
    service.put(
        "EpisodeOfCare/" + course,
        """
        {"resourceType":"EpisodeOfCare","id":"%s","status":"active",
         "patient":{"reference":"Patient/%s"},"careManager":{"reference":"Practitioner/%s"},
         "diagnosis":[{"condition":{"reference":"Condition/%s"},"role":{"coding":[{"code":"1",
           "system":
           "https://parley.example/fhir/CodeSystem/nhs-presenting-complaint-significance"}]}}],
         "period":{"start":"2026-09-01"}}"""
            .formatted(course, course, id, condition));
  }

  /** A plan whose review, every four weeks, is due on a day. */
  void plan(String course, String due, String status) {
    service.put(
        "CarePlan/" + course,
        """
        {"resourceType":"CarePlan","id":"%s","status":"%s","intent":"plan",
         "subject":{"reference":"Patient/%s"},"extension":[
          {"url":"http://hl7.org/fhir/StructureDefinition/workflow-episodeOfCare",
           "valueReference":{"reference":"EpisodeOfCare/%s"}}],"period":{"start":"%s"},
         "activity":[{"detail":{"status":"in-progress","code":{"coding":[{"code":"review",
             "system":"https://parley.example/fhir/CodeSystem/plan-activity"}]},
           "scheduledTiming":{"repeat":{"frequency":1,"period":4,"periodUnit":"wk"}}}}]}"""
            .formatted(course, status, course, course, LocalDate.parse(due).minusWeeks(4)));
  }

  String patient(String identifier) {
    return service
        .gateway
        .jdbc()
        .queryForObject(
            "select patient_id from person_identifier where value = ?", String.class, identifier);
  }

  /** What tells one version of a row from the next. */
  List<String> row(String course) {
    return service
        .gateway
        .jdbc()
        .queryForList(
            "select xmin::text from course_summary where course_id = ?", String.class, course);
  }

  int rows(String course) {
    return row(course).size();
  }
}
