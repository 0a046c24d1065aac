package parley.server.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import parley.server.Http;
import parley.server.RunningGateway;

/** One made person in care, written to the endpoint of the shared gateway. */
final class Care {

  static final String PHQ_9 = "https://parley.example/fhir/Questionnaire/phq-9|1.0.0";
  static final String GAD_7 = "https://parley.example/fhir/Questionnaire/gad-7|1.0.0";

  final RunningGateway gateway = RunningGateway.shared();
  final Http http = new Http(gateway);
  final String id = UUID.randomUUID().toString();
  final String patient = "Patient/" + id;
  final String course = "EpisodeOfCare/" + id;

  /** A person with a referral and a course of treatment received on 1 September 2026. */
  static Care begun() {
    var care = new Care();
    care.put(
        care.patient,
        """
        {"resourceType":"Patient","id":"%s","name":[{"family":"OUTCOME"}],"gender":"female",
         "birthDate":"1980-02-15"}"""
            .formatted(care.id));
    care.put("ServiceRequest/" + care.id, care.referral(care.id));
    care.put(care.course, care.episode("active", ""));
    return care;
  }

  String referral(String id) {
    return """
        {"resourceType":"ServiceRequest","id":"%s","status":"active","intent":"order",
         "subject":{"reference":"%s"}}"""
        .formatted(id, patient);
  }

  /** The course, ended by mutual agreement. */
  String discharged(String day) {
    var reason =
        """
        ,"end":"%s"},"extension":[{
         "url":"https://parley.example/fhir/StructureDefinition/discharge-reason",
         "valueCodeableConcept":{"coding":[{"code":"46","system":
           "https://parley.example/fhir/CodeSystem/nhs-discharge-reason"}]}}]}"""
            .formatted(day);
    var course = episode("finished", "");
    return course.substring(0, course.length() - 2) + reason;
  }

  String episode(String status, String end) {
    return """
        {"resourceType":"EpisodeOfCare","id":"%s","status":"%s","patient":{"reference":"%s"},
         "referralRequest":[{"reference":"ServiceRequest/%s"}],
         "period":{"start":"2026-09-01"%s}}"""
        .formatted(id, status, patient, id, end);
  }

  /** A response with an answer weight for each question. */
  String response(String id, String questionnaire, String status, String day, int... answers) {
    var items = new ArrayList<String>();
    for (var i = 0; i < answers.length; i++) {
      items.add(item("q" + (i + 1), answers[i]));
    }
    return """
        {"resourceType":"QuestionnaireResponse","id":"%s","status":"%s","questionnaire":"%s",
         "subject":{"reference":"%s"},"authored":"%s",
         "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/workflow-episodeOfCare",
           "valueReference":{"reference":"%s"}}],
         "item":[%s]}"""
        .formatted(id, status, questionnaire, patient, day, course, String.join(",", items));
  }

  static String item(String linkId, int weight) {
    return """
        {"linkId":"%s","answer":[{"valueCoding":{
          "system":"https://parley.example/fhir/CodeSystem/questionnaire-answer",
          "code":"frequency-%d"}}]}"""
        .formatted(linkId, weight);
  }

  String contact(String id, String day, String type, String attendance) {
    return """
        {"resourceType":"Encounter","id":"%s","status":"%s",
         "identifier":[{"system":"urn:test:contact","value":"%s"}],
         "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
         "type":[{"coding":[{"system":"https://parley.example/fhir/CodeSystem/nhs-appointment-type",
           "code":"%s"}]}],
         "extension":[{"url":"https://parley.example/fhir/StructureDefinition/attendance",
           "valueCodeableConcept":{"coding":[{"code":"%s","system":
             "https://parley.example/fhir/CodeSystem/nhs-attended-or-did-not-attend"}]}},
          {"url":"https://parley.example/fhir/StructureDefinition/planned-contact",
           "valueCodeableConcept":{"coding":[{"code":"Y","system":
             "https://parley.example/fhir/CodeSystem/nhs-planned-care-contact"}]}}],
         "subject":{"reference":"%s"},"episodeOfCare":[{"reference":"%s"}],
         "period":{"start":"%sT10:00:00+00:00"}}"""
        .formatted(
            id,
            "56".contains(attendance) ? "finished" : "cancelled",
            id.substring(0, 18),
            type,
            attendance,
            patient,
            course,
            day);
  }

  HttpResponse<String> put(String path, String body) {
    var answer = http.putJson("/fhir/" + path, body);
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isBetween(200, 201);
    return answer;
  }

  HttpResponse<String> send(String response) {
    var sent = read(Resource.class, response);
    return http.putJson("/fhir/" + sent.fhirType() + '/' + sent.getIdPart(), response);
  }

  <T extends Resource> List<T> all(Class<T> type) {
    return all(type, patient);
  }

  <T extends Resource> List<T> all(Class<T> type, String patient) {
    var found = http.get("/fhir/" + type.getSimpleName() + "?_count=200&patient=" + patient).body();
    return read(Bundle.class, found).getEntry().stream()
        .map(entry -> type.cast(entry.getResource()))
        .toList();
  }

  <T extends Resource> T read(Class<T> type, String json) {
    var resource = gateway.fhir().newJsonParser().parseResource(json);
    return type.cast(resource);
  }

  Parameters outcome() {
    var answer = http.get("/fhir/" + course + "/$outcome");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return read(Parameters.class, answer.body());
  }

  OperationOutcome refusal(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    return read(OperationOutcome.class, answer.body());
  }

  static String random() {
    return UUID.randomUUID().toString();
  }
}
