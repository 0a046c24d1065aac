package parley.server.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.net.http.HttpResponse;
import java.util.List;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.junit.jupiter.api.Test;

/** No answer goes unseen, no score is other than its answers, and none is another's. */
class RightfulScoreTest {

  private static final int[] LOW = {1, 1, 1, 1, 1, 1, 1, 1, 0};
  private static final int[] ITEM_NINE = {1, 1, 1, 1, 1, 1, 1, 1, 3};

  private final Care care = Care.begun();

  @Test
  void aFormUnderANameThatIsNearlyRightIsNotStoredWithoutAWord() {
    for (var canonical :
        List.of(
            "http://parley.example/fhir/Questionnaire/phq-9|1.0.0",
            "http://loinc.org/q/44249-1",
            "https://somebody.example/Questionnaire/phq-9")) {
      var answer = care.send(response(canonical));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      assertWarned(answer);
    }
    var nameless = response("x").replaceAll("\"questionnaire\":\"x\",", "");
    assertWarned(care.send(nameless));
    assertThat(care.refusal(care.send(response(Care.PHQ_9.replace("|", "/|")))).getIssue())
        .anyMatch(it -> it.getDiagnostics().contains("no questionnaire is known"));
    var claimed =
        response("http://loinc.org/q/44249-1")
            .replace(
                "\"status\"",
                "\"meta\":{\"profile\":[\"https://parley.example/fhir/StructureDefinition/"
                    + "questionnaire-response\"]},\"status\"");
    assertThat(care.refusal(care.send(claimed)).getIssue())
        .anyMatch(it -> it.getDiagnostics().contains("no questionnaire is known"));
    assertThat(care.all(Observation.class)).isEmpty();
    var own = care.gateway.url("/fhir/Questionnaire/phq-9").toString();
    var answer = care.send(response(own));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(care.all(Observation.class)).hasSize(1);
    assertThat(care.all(Flag.class)).hasSize(1);
  }

  private static void assertWarned(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Parley-Warning").orElse(""))
        .contains("stored unscored")
        .contains("no answer in it was looked at");
  }

  private String response(String canonical) {
    return care.response(Care.random(), canonical, "completed", "2026-10-01", ITEM_NINE);
  }

  @Test
  void whatAResponseScoresIsNotWrittenOver() {
    var id = Care.random();
    var response = care.response(id, Care.PHQ_9, "completed", "2026-10-01", LOW);
    care.put("QuestionnaireResponse/" + id, response);
    var score = score();
    var path = "/fhir/Observation/" + score.getIdPart();
    var json = care.http.get(path).body();
    var other = json.replace("\"value\": 8", "\"value\": 2").replace("\"value\":8", "\"value\":2");
    assertThat(other).isNotEqualTo(json);
    assertThat(care.refusal(care.http.putJson(path, other)).getIssueFirstRep().getDiagnostics())
        .contains("Change the response itself");
    care.refusal(care.http.putJson(path, json.replace("\"final\"", "\"entered-in-error\"")));
    var patched =
        care.http.patch(
            path,
            "application/json-patch+json",
            "[{\"op\":\"replace\",\"path\":\"/valueQuantity/value\",\"value\":2}]");
    assertThat(patched.statusCode()).as(patched.body()).isEqualTo(422);
    assertThat(care.http.delete(path).statusCode()).isEqualTo(409);
    assertThat(care.http.putJson(path, json).statusCode()).as("as it is").isEqualTo(200);
    care.refusal(care.http.postJson("/fhir/Observation", beside(id, 2)));
    assertThat(score().getValueQuantity().getValue().intValue()).isEqualTo(8);
    // Another scale may rest on the same response.
    var gad = beside(id, 2).replace("720433000", "720434006");
    assertThat(care.http.postJson("/fhir/Observation", gad).statusCode()).isEqualTo(201);
  }

  private String beside(String response, int value) {
    return """
        {"resourceType":"Observation","status":"final","effectiveDateTime":"2026-10-01",
         "code":{"coding":[{"system":"http://snomed.info/sct","code":"720433000"}]},
         "derivedFrom":[{"reference":"QuestionnaireResponse/%s"}],
         "valueInteger":%d,"subject":{"reference":"%s"}}"""
        .formatted(response, value, care.patient);
  }

  @Test
  void aResponseSentAgainBringsBackWhatItScored() {
    var id = Care.random();
    var response = care.response(id, Care.PHQ_9, "completed", "2026-10-01", LOW);
    care.put("QuestionnaireResponse/" + id, response);
    var lost = score();
    lost.setStatus(ObservationStatus.ENTEREDINERROR);
    var dao = care.gateway.bean(DaoRegistry.class).getResourceDao(Observation.class);
    dao.update(lost, new SystemRequestDetails());
    care.put("QuestionnaireResponse/" + id, response);
    assertThat(score().getStatus()).isEqualTo(ObservationStatus.FINAL);
    dao.delete(score().getIdElement().toUnqualifiedVersionless(), new SystemRequestDetails());
    assertThat(care.all(Observation.class)).isEmpty();
    care.put("QuestionnaireResponse/" + id, response);
    assertThat(score().getValueQuantity().getValue().intValue()).isEqualTo(8);
  }

  private Observation score() {
    var scores = care.all(Observation.class);
    assertThat(scores).hasSize(1);
    return scores.get(0);
  }

  @Test
  void nothingNamesAnothersCourseOrContact() {
    var other = Care.begun();
    var contact = Care.random();
    other.put("Encounter/" + contact, other.contact(contact, "2026-09-10", "02", "5"));
    var response = care.response(Care.random(), Care.PHQ_9, "completed", "2026-10-01", LOW);
    assertForeign(response.replace(care.course, other.course));
    assertForeign(
        response.replace(
            "\"item\":", "\"encounter\":{\"reference\":\"Encounter/" + contact + "\"},\"item\":"));
    var mine = Care.random();
    var visit = care.contact(mine, "2026-09-10", "02", "5");
    assertForeign(visit.replace(care.course, other.course));
    assertForeign(
        """
        {"resourceType":"Procedure","id":"%s","status":"completed","subject":{"reference":"%s"},
         "encounter":{"reference":"Encounter/%s"}}"""
            .formatted(Care.random(), care.patient, contact));
    assertForeign(
        """
        {"resourceType":"Flag","id":"%s","status":"active","code":{"text":"made"},
         "subject":{"reference":"%s"},"encounter":{"reference":"Encounter/%s"}}"""
            .formatted(Care.random(), care.patient, contact));
    var illness = Care.random();
    other.put(
        "Condition/" + illness,
        """
        {"resourceType":"Condition","id":"%s","code":{"text":"made"},"subject":{"reference":"%s"}}"""
            .formatted(illness, other.patient));
    assertForeign(
        """
        {"resourceType":"EpisodeOfCare","id":"%s","status":"active","patient":{"reference":"%s"},
         "diagnosis":[{"condition":{"reference":"Condition/%s"}}],"period":{"start":"2026-09-01"}}"""
            .formatted(Care.random(), care.patient, illness));
    var activity = Care.random();
    other.put(
        "Procedure/" + activity,
        """
        {"resourceType":"Procedure","id":"%s","status":"completed","subject":{"reference":"%s"},
         "encounter":{"reference":"Encounter/%s"}}"""
            .formatted(activity, other.patient, contact));
    assertForeign(
        """
        {"resourceType":"Observation","id":"%s","status":"final","effectiveDateTime":"2026-10-01",
         "code":{"text":"made"},"partOf":[{"reference":"Procedure/%s"}],"valueInteger":8,
         "subject":{"reference":"%s"}}"""
            .formatted(Care.random(), activity, care.patient));
    assertThat(care.all(QuestionnaireResponse.class)).isEmpty();
    assertThat(other.all(Observation.class)).isEmpty();
    assertThat(care.send(visit).statusCode()).isEqualTo(201);
  }

  private void assertForeign(String resource) {
    assertThat(care.refusal(care.send(resource)).getIssueFirstRep().getDiagnostics())
        .contains("of another patient than its own");
  }

  @Test
  void aScoreOfNoCourseIsSaid() {
    var second = Care.random();
    care.put(
        "EpisodeOfCare/" + second,
        """
        {"resourceType":"EpisodeOfCare","id":"%s","status":"active","patient":{"reference":"%s"},
         "period":{"start":"2026-09-01"}}"""
            .formatted(second, care.patient));
    var response =
        care.response(Care.random(), Care.PHQ_9, "completed", "2026-10-01", LOW)
            .replaceAll("\"extension\":\\[[^]]*],", "");
    care.send(response);
    assertThat(care.http.get("/fhir/" + care.patient + "/$outcomes").body())
        .contains("Observation/" + score().getIdPart() + ".extension(workflow-episodeOfCare)")
        .contains("belongs to no course");
  }
}
