package parley.server.practice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import parley.server.Http;
import parley.server.RunningGateway;

/** A made-up service of its own, written to the endpoint of a gateway. */
final class Service {

  static final String CBT = "304891004";
  static final String NATIONAL =
      "https://parley.example/fhir/CodeSystem/nhs-qualification-attainment-level";
  private static final String PARLEY = "https://parley.example/fhir/";

  final RunningGateway gateway;
  final Http http;
  final String id = UUID.randomUUID().toString();

  Service(RunningGateway gateway) {
    this.gateway = gateway;
    this.http = new Http(gateway);
    put("Organization/" + id, "{\"resourceType\":\"Organization\",\"id\":\"%s\",\"name\":\"S\"}");
  }

  /** Puts a resource; {@code %s} in it is the id of its path. */
  void put(String path, String json) {
    var answer = http.putJson("/fhir/" + path, json.replace("%s", path.split("/")[1]));
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isBetween(200, 201);
  }

  static String random() {
    return UUID.randomUUID().toString();
  }

  String practitioner(String... qualifications) {
    var practitioner = random();
    qualify(practitioner, qualifications);
    return practitioner;
  }

  void qualify(String practitioner, String... qualifications) {
    put("Practitioner/" + practitioner, practitionerJson(practitioner, qualifications));
  }

  static String practitionerJson(String practitioner, String... qualifications) {
    return """
        {"resourceType":"Practitioner","id":"%s","name":[{"family":"MADE"}],
         "identifier":[{"system":"urn:test:staff","value":"%s"}],"qualification":[%s]}"""
        .formatted(practitioner, practitioner.substring(0, 18), String.join(",", qualifications));
  }

  static String held(String code, String since) {
    return """
        {"code":{"coding":[{"system":"%s","code":"%s"}]},"period":{"start":"%s"}}"""
        .formatted(NATIONAL, code, since);
  }

  static String inTraining(String code) {
    return """
        {"extension":[{"url":"%sStructureDefinition/planned-completion","valueDate":"2027-09-01"}],
         "code":{"coding":[{"system":"%s","code":"%s"}]}}"""
        .formatted(PARLEY, NATIONAL, code);
  }

  /** A post of this service, with supervisors of the form {@code id start end}. */
  void role(String role, String practitioner, String... supervisors) {
    var extensions = new ArrayList<String>();
    for (var supervisor : supervisors) {
      var parts = supervisor.split(" ", -1);
      var end = parts[2].isEmpty() ? "" : ",\"end\":\"" + parts[2] + '"';
      extensions.add(
          """
          {"url":"%sStructureDefinition/supervisor","extension":[
            {"url":"supervisor","valueReference":{"reference":"%s"}},
            {"url":"period","valuePeriod":{"start":"%s"%s}}]}"""
              .formatted(PARLEY, treating(parts[0]), parts[1], end));
    }
    put(
        "PractitionerRole/" + role,
        """
        {"resourceType":"PractitionerRole","id":"%s","active":true,"extension":[%s],
         "practitioner":{"reference":"Practitioner/%s"},
         "organization":{"reference":"Organization/%s"}}"""
            .formatted(role, String.join(",", extensions), practitioner, id)
            .replace("\"extension\":[],", ""));
  }

  /** A person with an open course of this service, both of one id. */
  String course(String careManager) {
    var course = random();
    put(
        "Patient/" + course,
        "{\"resourceType\":\"Patient\",\"id\":\"%s\",\"name\":[{\"family\":\"MADE\"}]}");
    course(course, course, careManager, "active");
    return course;
  }

  /** A course; one that is finished has the end and the reason that the life cycle asks for. */
  void course(String course, String patient, String careManager, String status) {
    var finished = status.equals("finished");
    var reason =
        """
        "extension":[{"url":"%sStructureDefinition/discharge-reason","valueCodeableConcept":
          {"coding":[{"system":"%sCodeSystem/nhs-discharge-reason","code":"50"}]}}],"""
            .formatted(PARLEY, PARLEY);
    put(
        "EpisodeOfCare/" + course,
        """
        {"resourceType":"EpisodeOfCare","id":"%s","status":"%s",%s
         "patient":{"reference":"Patient/%s"},"managingOrganization":{"reference":"Organization/%s"},
         "careManager":{"reference":"%s"},"period":{"start":"2026-09-01"%s}}"""
            .formatted(
                course,
                status,
                finished ? reason : "",
                patient,
                id,
                treating(careManager),
                finished ? ",\"end\":\"2026-10-20\"" : ""));
  }

  /** A reference to somebody who treats: a Practitioner unless the type is named. */
  static String treating(String who) {
    return who.contains("/") ? who : "Practitioner/" + who;
  }

  /** A contact, and who took part in it; without anybody it does not say who gave care. */
  void contact(String contact, String course, String day, String status, String... people) {
    var named = new ArrayList<String>();
    for (var one : people) {
      named.add("{\"individual\":{\"reference\":\"" + treating(one) + "\"}}");
    }
    put(
        "Encounter/" + contact,
        """
        {"resourceType":"Encounter","id":"%s","status":"%s",
         "identifier":[{"system":"urn:test:contact","value":"%s"}],
         "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
         "type":[{"coding":[{"system":"%sCodeSystem/nhs-appointment-type","code":"02"}]}],
         "extension":[{"url":"%sStructureDefinition/attendance","valueCodeableConcept":{"coding":[
           {"system":"%sCodeSystem/nhs-attended-or-did-not-attend","code":"5"}]}}],
         "subject":{"reference":"Patient/%s"},"episodeOfCare":[{"reference":"EpisodeOfCare/%s"}],
         "participant":[%s],"period":{"start":"%sT10:00:00+00:00"}}"""
            .formatted(
                contact,
                status,
                contact.substring(0, 18),
                PARLEY,
                PARLEY,
                PARLEY,
                course,
                course,
                String.join(",", named),
                day)
            .replace("\"participant\":[],", ""));
  }

  String activityJson(
      String activity, String course, String contact, String therapy, String... performers) {
    var named = new ArrayList<String>();
    for (var performer : performers) {
      named.add("{\"actor\":{\"reference\":\"" + treating(performer) + "\"}}");
    }
    return """
        {"resourceType":"Procedure","id":"%s","status":"completed",
         "code":{"coding":[{"system":"http://snomed.info/sct","code":"%s"}]},
         "subject":{"reference":"Patient/%s"},"encounter":{"reference":"Encounter/%s"},
         "performer":[%s]}"""
        .formatted(activity, therapy, course, contact, String.join(",", named))
        .replace(",\n \"performer\":[]", "");
  }

  HttpResponse<String> activity(
      String activity, String course, String contact, String therapy, String... performers) {
    return send(
        "/fhir/Procedure/" + activity,
        activityJson(activity, course, contact, therapy, performers));
  }

  /** PUT that asks for an OperationOutcome. */
  HttpResponse<String> send(String path, String json) {
    return http.send(
        HttpRequest.newBuilder(http.uri(path))
            .header("Content-Type", "application/fhir+json")
            .header("Prefer", "return=OperationOutcome")
            .PUT(BodyPublishers.ofString(json)));
  }

  void score(String score, String course, String status, String day, String code, int value) {
    put(
        "Observation/" + score,
        """
        {"resourceType":"Observation","id":"%s","status":"%s",
         "category":[{"coding":[{"code":"survey",
           "system":"http://terminology.hl7.org/CodeSystem/observation-category"}]}],
         "code":{"coding":[{"system":"http://snomed.info/sct","code":"%s"}]},
         "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/workflow-episodeOfCare",
           "valueReference":{"reference":"EpisodeOfCare/%s"}}],
         "subject":{"reference":"Patient/%s"},"effectiveDateTime":"%s",
         "valueQuantity":{"value":%d,"unit":"score","system":"http://unitsofmeasure.org",
           "code":"{score}"}}"""
            .formatted(score, status, code, course, course, day, value));
  }

  /** The entries of a worklist of this service. */
  List<JsonNode> worklist(String path) {
    var page = json(path + (path.contains("?") ? '&' : '?') + "service=" + id + "&size=500");
    var entries = new ArrayList<JsonNode>();
    page.path("entries").forEach(entries::add);
    assertThat(page.path("total").asInt()).isEqualTo(entries.size());
    return entries;
  }

  JsonNode json(String path) {
    var answer = http.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    try {
      return new ObjectMapper().readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
