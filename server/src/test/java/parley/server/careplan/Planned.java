package parley.server.careplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityComponent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.server.ConnectedGateway;
import parley.server.Http;
import parley.server.RunningGateway;

/** One made person with depression in a course of treatment, on the connected gateway. */
final class Planned {

  static final LocalDate TODAY = LocalDate.now(ZoneId.of("Europe/London"));

  final Http http = new Http(gateway());
  final String id = UUID.randomUUID().toString();
  final String patient = "Patient/" + id;
  final String course = "EpisodeOfCare/" + id;
  final String practitioner = "Practitioner/" + id;
  final String referral = "ServiceRequest/" + id;

  /** Not the one whose store other tests empty. */
  static RunningGateway gateway() {
    return ConnectedGateway.shared().gateway();
  }

  static Planned begun() {
    return begun("F32.1", "");
  }

  /** A person whose course began ten weeks ago. */
  static Planned begun(String icd10, String step) {
    return begun(icd10, step, "active");
  }

  /** The same with a course in another status. */
  static Planned begun(String icd10, String step, String status) {
    var one = new Planned();
    one.put(
        one.patient,
        """
        {"resourceType":"Patient","id":"%s","name":[{"family":"PLAN"}],"gender":"female",
         "birthDate":"1980-02-15"}"""
            .formatted(one.id));
    one.put(
        one.practitioner,
        """
        {"resourceType":"Practitioner","id":"%s","name":[{"family":"THERAPIST"}]}"""
            .formatted(one.id));
    one.put(
        "Condition/" + one.id,
        """
        {"resourceType":"Condition","id":"%s","subject":{"reference":"%s"},
         "clinicalStatus":{"coding":[{
           "system":"http://terminology.hl7.org/CodeSystem/condition-clinical","code":"active"}]},
         "code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"%s"}]},
         "recordedDate":"%s"}"""
            .formatted(one.id, one.patient, icd10, TODAY.minusWeeks(10)));
    one.put(
        one.referral,
        """
        {"resourceType":"ServiceRequest","id":"%s","status":"active","intent":"order",
         "subject":{"reference":"%s"}}"""
            .formatted(one.id, one.patient));
    one.put(one.course, one.episode(status, step, ""));
    return one;
  }

  String episode(String status, String step, String end) {
    return """
        {"resourceType":"EpisodeOfCare","id":"%s","status":"%s",%s"patient":{"reference":"%s"},
         "diagnosis":[{"condition":{"reference":"Condition/%s"},"role":{"coding":[{"code":"1",
          "system":"https://parley.example/fhir/CodeSystem/nhs-presenting-complaint-significance"
          }]}}],
         "referralRequest":[{"reference":"%s"}],"period":{"start":"%s"%s}}"""
        .formatted(
            id,
            status,
            step.isEmpty() ? "" : extension("step", "step", step) + ",",
            patient,
            id,
            referral,
            TODAY.minusWeeks(10),
            end);
  }

  /** The course with a pause that began on a day; it goes on when it has no end. */
  String paused(String step, LocalDate start, String end) {
    return episode(end.isEmpty() ? "onhold" : "active", step, "")
        .replace(
            "\"referralRequest\"",
            "\"statusHistory\":[{\"status\":\"onhold\",\"period\":{\"start\":\"%s\"%s}}],\"referralRequest\""
                .formatted(start, end.isEmpty() ? "" : ",\"end\":\"" + end + '"'));
  }

  /** A Task about the referral that decides or opens again; with the person or without. */
  String task(String code, String decision, boolean withPerson) {
    var own = "https://parley.example/fhir/CodeSystem/task";
    return """
        {"resourceType":"Task","status":"completed","intent":"order",
         "code":{"coding":[{"system":"%s","code":"%s"}]},%s%s"focus":{"reference":"%s"}}"""
        .formatted(
            own,
            code,
            decision.isEmpty()
                ? ""
                : "\"businessStatus\":{\"coding\":[{\"system\":\"%s\",\"code\":\"%s\"}]},"
                    .formatted(own, decision),
            withPerson ? "\"for\":{\"reference\":\"%s\"},".formatted(patient) : "",
            referral);
  }

  /** The course, ended today by mutual agreement. */
  String discharged() {
    return episode("finished", "", ",\"end\":\"" + TODAY + '"')
        .replace(
            "\"patient\"",
            extension("discharge-reason", "nhs-discharge-reason", "46") + ",\"patient\"");
  }

  private static String extension(String name, String system, String code) {
    return """
        "extension":[{"url":"https://parley.example/fhir/StructureDefinition/%s",
         "valueCodeableConcept":{"coding":[{
           "system":"https://parley.example/fhir/CodeSystem/%s","code":"%s"}]}}]"""
        .formatted(name, system, code);
  }

  HttpResponse<String> put(String path, String body) {
    var answer = http.putJson("/fhir/" + path, body);
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isBetween(200, 201);
    return answer;
  }

  /** The plan as {@code $apply} gives it. */
  CarePlan applied(String definition, String more) {
    var answer =
        http.get(
            "/fhir/PlanDefinition/"
                + definition
                + "/$apply?subject="
                + patient
                + "&practitioner="
                + practitioner
                + more);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return read(CarePlan.class, answer.body());
  }

  /** A plan applied, agreed from a day on, and stored. */
  CarePlan agreed(String definition, LocalDate from) {
    var plan = applied(definition, "");
    plan.setStatus(CarePlanStatus.ACTIVE);
    plan.getPeriod().getStartElement().setValueAsString(from.toString());
    return posted(plan);
  }

  CarePlan posted(CarePlan plan) {
    var answer = http.postJson("/fhir/CarePlan", json(plan));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return read(CarePlan.class, answer.body());
  }

  CarePlan stored(CarePlan plan) {
    return read(
        CarePlan.class, http.get("/fhir/CarePlan/" + plan.getIdElement().getIdPart()).body());
  }

  /** An answered PHQ-9 with every answer of one weight. */
  HttpResponse<String> phq9(LocalDate day, int weight) {
    var items = new StringBuilder();
    for (var i = 1; i <= 9; i++) {
      items.append(i > 1 ? "," : "");
      items.append(
          """
          {"linkId":"q%d","answer":[{"valueCoding":{
            "system":"https://parley.example/fhir/CodeSystem/questionnaire-answer",
            "code":"frequency-%d"}}]}"""
              .formatted(i, weight));
    }
    return http.postJson(
        "/fhir/QuestionnaireResponse",
        """
        {"resourceType":"QuestionnaireResponse","status":"completed","authored":"%s",
         "questionnaire":"https://parley.example/fhir/Questionnaire/phq-9|1.0.0",
         "subject":{"reference":"%s"},
         "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/workflow-episodeOfCare",
           "valueReference":{"reference":"%s"}}],"item":[%s]}"""
            .formatted(day, patient, course, items));
  }

  String contact(String id, LocalDate day, String type, String attendance, String more) {
    var status = "56".contains(attendance) ? "finished" : "cancelled";
    return """
        {"resourceType":"Encounter","id":"%s","status":"%s",
         "identifier":[{"system":"urn:test:contact","value":"%s"}],
         "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
         "type":[{"coding":[{"system":"https://parley.example/fhir/CodeSystem/nhs-appointment-type",
           "code":"%s"}]}],
         "extension":[{"url":"https://parley.example/fhir/StructureDefinition/attendance",
           "valueCodeableConcept":{"coding":[{"code":"%s","system":
             "https://parley.example/fhir/CodeSystem/nhs-attended-or-did-not-attend"}]}}],
         "subject":{"reference":"%s"},"episodeOfCare":[{"reference":"%s"}],
         "period":{"start":"%sT10:00:00+00:00"}%s}"""
        .formatted(id, status, id.substring(0, 18), type, attendance, patient, course, day, more);
  }

  Optional<CarePlanActivityComponent> activity(CarePlan plan, String id) {
    return plan.getActivity().stream().filter(one -> id.equals(one.getId())).findFirst();
  }

  /** The day an activity of a stored plan is due next. */
  Optional<String> due(CarePlan plan, String id) {
    return activity(plan, id)
        .map(
            one ->
                one.getExtensionByUrl("https://parley.example/fhir/StructureDefinition/next-due"))
        .map(extension -> extension.getValue().primitiveValue());
  }

  Parameters progress(CarePlan plan) {
    var answer = http.get("/fhir/CarePlan/" + plan.getIdElement().getIdPart() + "/$progress");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return read(Parameters.class, answer.body());
  }

  /** A value below a part named so that has a part with that value. */
  static Optional<String> value(Parameters parameters, String... path) {
    return value(parameters.getParameter(), path);
  }

  static Optional<String> value(List<ParametersParameterComponent> parts, String... path) {
    for (var part : parts) {
      if (!part.getName().equals(path[0])) {
        continue;
      }
      if (path.length == 1) {
        return Optional.of(part.getValue().primitiveValue());
      }
      var rest = java.util.Arrays.copyOfRange(path, 1, path.length);
      return value(part.getPart(), rest);
    }
    return Optional.empty();
  }

  static List<ParametersParameterComponent> activity(Parameters progress, String id) {
    return progress.getParameter().stream()
        .filter(part -> part.getName().equals("activity"))
        .filter(part -> value(part.getPart(), "id").equals(Optional.of(id)))
        .findFirst()
        .orElseThrow()
        .getPart();
  }

  int found(String query) {
    var answer = http.get("/fhir/" + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return read(Bundle.class, answer.body()).getTotal();
  }

  <T extends Resource> T read(Class<T> type, String json) {
    return type.cast(gateway().fhir().newJsonParser().parseResource(json));
  }

  String json(Resource resource) {
    return gateway().fhir().newJsonParser().encodeResourceToString(resource);
  }

  static String random() {
    return UUID.randomUUID().toString();
  }

  /** A contact of the course that is stored; its id. */
  String contact(LocalDate day, String type, String attendance) {
    var id = random();
    put("Encounter/" + id, contact(id, day, type, attendance, ""));
    return id;
  }

  /** What the entry of an activity of a plan is linked to. */
  List<String> names(CarePlan followed, String activity) {
    return activity(followed, activity).orElseThrow().getOutcomeReference().stream()
        .map(Reference::getReference)
        .toList();
  }
}
