package parley.server.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.junit.jupiter.api.Test;
import parley.server.Messages;

/** After a join an EHR goes on writing under the Patient that was replaced. */
class JoinedRecordTest {

  private static final int[] LOW = {1, 1, 1, 1, 1, 1, 1, 1, 0};

  /** A record of each kind, its patient as %2$s. */
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          kind("ServiceRequest", "'status':'active','intent':'order','subject':{'reference':'%s'}"),
          kind(
              "Encounter",
              "'status':'finished','class':{'code':'AMB'},'subject':{'reference':'%s'}"),
          kind("Procedure", "'status':'completed','subject':{'reference':'%s'}"),
          kind("Condition", "'subject':{'reference':'%s'}"),
          kind("CarePlan", "'status':'active','intent':'plan','subject':{'reference':'%s'}"),
          kind(
              "Goal",
              "'lifecycleStatus':'active','description':{'text':'walk'},'subject':{'reference':'%s'}"),
          kind("Task", "'status':'requested','intent':'order','for':{'reference':'%s'}"),
          kind("Flag", "'status':'active','code':{'text':'x'},'subject':{'reference':'%s'}"),
          kind("Communication", "'status':'completed','subject':{'reference':'%s'}"),
          kind(
              "Appointment",
              "'status':'cancelled','participant':[{'status':'accepted','actor':{'reference':'%s'}}]"));

  private final Care care = Care.begun();

  private static Map.Entry<String, String> kind(String type, String elements) {
    return Map.entry(
        type, ("{'resourceType':'" + type + "','id':'%s'," + elements + "}").replace('\'', '"'));
  }

  @Test
  void whateverIsWrittenUnderAReplacedPatientIsTheSurvivors() {
    var survivor = Messages.nhsNumber(750);
    care.http.hl7(Messages.person("JR-1", survivor + "^^^NHS^NH", "EXAMPLE", "19800215"));
    care.http.hl7(Messages.person("JR-2", "JR750^^^RXX^PI", "EXAMPLE", "19800215"));
    var now = patient(survivor);
    var old = patient("JR750");
    var course = Care.random();
    care.put("EpisodeOfCare/" + course, episode(course, old));
    var join = Messages.join("JR-3", survivor + "^^^NHS^NH", "JR750^^^RXX^PI");
    assertThat(care.http.hl7(join)).contains("MSA|AA|JR-3");
    for (var kind : KINDS.entrySet()) {
      var id = Care.random();
      var path = kind.getKey() + '/' + id;
      care.put(path, kind.getValue().formatted(id, old));
      assertThat(care.http.get("/fhir/" + path).body()).as(path).contains(now).doesNotContain(old);
    }
    var second = Care.random();
    care.put("EpisodeOfCare/" + second, episode(second, old));
    assertThat(care.http.get("/fhir/EpisodeOfCare/" + second).body()).contains(now);
    assertOneRecord(now, old, course);
    assertFoundOnce(now, old);
  }

  /** The course and the scores are one, by whichever Patient they are asked for. */
  private void assertOneRecord(String now, String old, String course) {
    var response = care.response(Care.random(), Care.PHQ_9, "completed", "2026-10-01", LOW);
    var sent = response.replace(care.patient, old).replace(care.course, "EpisodeOfCare/" + course);
    assertThat(care.send(sent).statusCode()).isEqualTo(201);
    var outcomes = care.http.get("/fhir/" + old + "/$outcomes");
    assertThat(outcomes.statusCode()).as(outcomes.body()).isEqualTo(200);
    assertThat(outcomes.body())
        .isEqualTo(care.http.get("/fhir/" + now + "/$outcomes").body())
        .contains("EpisodeOfCare/" + course);
    // A course that was left under the old Patient sees what is the survivor's.
    care.gateway
        .jdbc()
        .update(
            "update hfj_res_ver set res_text_vc = replace(res_text_vc, ?, ?) where res_id ="
                + " (select res_id from hfj_resource where fhir_id = ?)",
            now,
            old,
            course);
    assertThat(care.http.get("/fhir/EpisodeOfCare/" + course + "/$outcome").body())
        .contains("\"point\"");
    var populated =
        care.http.postJson(
            "/fhir/Questionnaire/$populate",
            """
            {"resourceType":"Parameters","parameter":[{"name":"canonical","valueUri":"%s"},
             {"name":"subject","valueReference":{"reference":"%s"}},
             {"name":"context","part":[{"name":"name","valueString":"episode"},
              {"name":"content","valueReference":{"reference":"EpisodeOfCare/%s"}}]}]}"""
                .formatted(Care.PHQ_9, old, course));
    assertThat(populated.statusCode()).as(populated.body()).isEqualTo(200);
    var begun =
        (QuestionnaireResponse)
            care.read(Parameters.class, populated.body()).getParameterFirstRep().getResource();
    assertThat(begun.getSubject().getReference()).isEqualTo(now);
  }

  /** The identifiers of the old one lead to the survivor alone. */
  private void assertFoundOnce(String now, String old) {
    var identifier = identifier(now, "JR750");
    var conditional =
        care.http.send(
            HttpRequest.newBuilder(care.http.uri("/fhir/Patient"))
                .header("Content-Type", "application/fhir+json")
                .header("If-None-Exist", "identifier=" + identifier)
                .POST(BodyPublishers.ofString("{\"resourceType\":\"Patient\",\"active\":true}")));
    assertThat(conditional.statusCode()).as(conditional.body()).isEqualTo(200);
    assertThat(conditional.headers().firstValue("Location").orElse("")).contains(now);
    assertThat(care.http.get("/fhir/" + old + "/_history/1").body()).contains("JR750");
    var named =
        KINDS
            .get("Condition")
            .replace("\"id\":\"%s\",", "")
            .formatted("Patient?identifier=" + identifier);
    var answer = care.http.postJson("/fhir/Condition", named);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.body()).contains(now);
    for (var status : List.of(201, 409)) { // the second is the same again
      var sent = transaction(identifier);
      assertThat(sent.statusCode()).as(sent.body()).isEqualTo(status == 201 ? 200 : 409);
    }
    assertThat(care.all(QuestionnaireResponse.class, now))
        .filteredOn(QuestionnaireResponse::hasIdentifier)
        .hasSize(1);
    assertThat(care.all(Observation.class, now)).hasSize(2);
    assertThat(care.all(Observation.class, old)).isEmpty();
  }

  private HttpResponse<String> transaction(String identifier) {
    var response =
        care.response("x", Care.PHQ_9, "completed", "2026-10-02T10:00:00Z", LOW)
            .replace(
                "\"id\":\"x\",", "\"identifier\":{\"system\":\"urn:test:form\",\"value\":\"JR\"},")
            .replace(care.patient, "urn:uuid:5c0f2d4e-0d42-4f0e-9d3c-2f1a35b9a001")
            .replaceAll("\"extension\":\\[[^]]*],", "");
    return care.http.postJson(
        "/fhir",
        """
        {"resourceType":"Bundle","type":"transaction","entry":[
         {"fullUrl":"urn:uuid:5c0f2d4e-0d42-4f0e-9d3c-2f1a35b9a001",
          "resource":{"resourceType":"Patient","active":true},
          "request":{"method":"POST","url":"Patient","ifNoneExist":"identifier=%s"}},
         {"resource":%s,"request":{"method":"POST","url":"QuestionnaireResponse"}}]}"""
            .formatted(identifier, response));
  }

  private String identifier(String patient, String value) {
    return care
        .read(Patient.class, care.http.get("/fhir/" + patient).body())
        .getIdentifier()
        .stream()
        .filter(it -> value.equals(it.getValue()))
        .map(it -> it.getSystem() + "%7C" + it.getValue())
        .findFirst()
        .orElseThrow();
  }

  private static String episode(String id, String patient) {
    return """
        {"resourceType":"EpisodeOfCare","id":"%s","status":"active","patient":{"reference":"%s"},
         "period":{"start":"2026-09-01"}}"""
        .formatted(id, patient);
  }

  private String patient(String identifier) {
    var found = care.http.get("/fhir/Patient?identifier=" + identifier).body();
    var bundle = care.read(Bundle.class, found);
    assertThat(bundle.getEntry()).hasSize(1);
    return "Patient/" + bundle.getEntryFirstRep().getResource().getIdPart();
  }
}
