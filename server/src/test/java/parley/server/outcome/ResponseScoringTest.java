package parley.server.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;

/** Responses and scores through the endpoint. */
class ResponseScoringTest {

  private static final int[] LOW = {1, 1, 1, 1, 1, 1, 1, 1, 0};

  private final Care care = Care.begun();

  @Test
  void aCompletedResponseIsStoredWithItsScore() {
    var id = Care.random();
    assertThat(send(id, "completed", LOW).statusCode()).isEqualTo(201);
    var score = score();
    assertThat(score.getValueQuantity().getValue()).isEqualByComparingTo("8");
    assertThat(score.getStatus()).isEqualTo(ObservationStatus.FINAL);
    assertThat(score.getDerivedFromFirstRep().getReference())
        .isEqualTo("QuestionnaireResponse/" + id);
    assertThat(score.getEffectiveDateTimeType().getValueAsString())
        .isEqualTo("2026-10-01T10:00:00Z");
    assertThat(score.getCode().getCoding())
        .extracting(coding -> coding.getSystem() + '|' + coding.getCode())
        .contains("http://snomed.info/sct|720433000", "http://loinc.org|44261-6");
    assertThat(care.all(Flag.class)).isEmpty();
  }

  @Test
  void aResendChangesNothing() {
    var id = Care.random();
    send(id, "completed", LOW);
    assertThat(send(id, "completed", LOW).statusCode()).isEqualTo(200);
    assertThat(score().getMeta().getVersionId()).isEqualTo("1");
  }

  @Test
  void anAmendedResponseChangesItsScoreAndAnErroneousOneWithdrawsIt() {
    var id = Care.random();
    send(id, "completed", LOW);
    send(id, "amended", 2, 1, 1, 1, 1, 1, 1, 1, 0);
    assertThat(score().getValueQuantity().getValue()).isEqualByComparingTo("9");
    assertThat(score().getStatus()).isEqualTo(ObservationStatus.AMENDED);
    send(id, "entered-in-error", LOW);
    assertThat(score().getStatus()).isEqualTo(ObservationStatus.ENTEREDINERROR);
  }

  @Test
  void aResponseThatIsReopenedOrAnswersAnotherFormNoLongerScores() {
    var id = Care.random();
    send(id, "completed", LOW);
    send(id, "in-progress", LOW);
    assertThat(score().getStatus()).isEqualTo(ObservationStatus.ENTEREDINERROR);
    send(id, "completed", LOW);
    assertThat(score().getStatus()).isEqualTo(ObservationStatus.FINAL);
    care.send(care.response(id, Care.GAD_7, "completed", "2026-10-01", 1, 1, 1, 1, 1, 1, 1));
    assertThat(care.all(Observation.class))
        .extracting(Observation::getStatus)
        .containsExactlyInAnyOrder(ObservationStatus.ENTEREDINERROR, ObservationStatus.FINAL);
  }

  @Test
  void aResponseToNoQuestionnaireIsStoredAsItIs() {
    var answer =
        care.http.postJson(
            "/fhir/QuestionnaireResponse",
            "{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"completed\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  @Test
  void aScoreInWordsIsRefused() {
    care.refusal(alone("{\"valueCodeableConcept\":{\"text\":\"15\"}"));
    assertThat(care.all(Observation.class)).isEmpty();
  }

  @Test
  void anIncompleteResponseIsStoredWithoutTotal() {
    assertThat(send(Care.random(), "completed", 1, 1, 1).statusCode()).isEqualTo(201);
    assertThat(care.all(QuestionnaireResponse.class)).hasSize(1);
    assertThat(care.all(Observation.class)).isEmpty();
  }

  @Test
  void aResponseThatLosesAnAnswerLosesItsTotal() {
    var id = Care.random();
    send(id, "completed", LOW);
    send(id, "amended", 1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(score().getStatus()).isEqualTo(ObservationStatus.ENTEREDINERROR);
  }

  @Test
  void itemNineAsksForAReviewThatOnlyAPersonEnds() {
    var id = Care.random();
    send(id, "completed", 1, 1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(care.all(Flag.class)).extracting(Flag::getStatus).containsExactly(active());
    var review = task();
    assertThat(review.getStatus()).isEqualTo(Task.TaskStatus.REQUESTED);
    assertThat(review.getFocus().getReference()).isEqualTo("QuestionnaireResponse/" + id);
    send(id, "amended", LOW);
    send(Care.random(), "completed", LOW);
    assertThat(care.all(Flag.class)).extracting(Flag::getStatus).containsExactly(active());
    assertThat(task().getStatus()).isEqualTo(Task.TaskStatus.REQUESTED);
    // A person ends it; the same response sent again does not bring it back.
    review.setStatus(Task.TaskStatus.COMPLETED);
    care.put(
        "Task/" + review.getIdPart(),
        care.gateway.fhir().newJsonParser().encodeResourceToString(review));
    send(id, "amended", 1, 1, 1, 1, 1, 1, 2, 1, 1);
    assertThat(task().getStatus()).isEqualTo(Task.TaskStatus.COMPLETED);
  }

  @Test
  void aHigherAnswerToItemNineIsANewRiskAlsoAfterTheReview() {
    var id = Care.random();
    send(id, "completed", 1, 1, 1, 1, 1, 1, 1, 1, 1);
    var review = task();
    review.setStatus(Task.TaskStatus.COMPLETED);
    care.put("Task/" + review.getIdPart(), json(review));
    var flag = care.all(Flag.class).get(0).setStatus(Flag.FlagStatus.INACTIVE);
    care.put("Flag/" + flag.getIdPart(), json(flag));
    send(id, "amended", 1, 1, 1, 1, 1, 1, 1, 1, 3);
    assertThat(care.all(Flag.class))
        .extracting(Flag::getStatus)
        .containsExactlyInAnyOrder(Flag.FlagStatus.INACTIVE, Flag.FlagStatus.ACTIVE);
    assertThat(care.all(Task.class))
        .extracting(Task::getStatus)
        .containsExactlyInAnyOrder(Task.TaskStatus.COMPLETED, Task.TaskStatus.REQUESTED);
    send(id, "amended", 1, 1, 1, 1, 1, 1, 1, 1, 2);
    send(id, "amended", 1, 1, 1, 1, 1, 1, 2, 1, 3);
    assertThat(care.all(Flag.class)).as("lower, and the same again").hasSize(2);
    assertThat(care.all(Task.class)).hasSize(2);
  }

  private String json(Resource resource) {
    return care.gateway.fhir().newJsonParser().encodeResourceToString(resource);
  }

  @Test
  void aWrongResponseIsRefusedWithEveryFaultAndNothingIsStored() {
    var wrong =
        care.response(Care.random(), Care.PHQ_9, "completed", "2026-10-01", LOW)
            .replace(
                "\"item\":[",
                "\"item\":[%s,{\"linkId\":\"zz\",\"answer\":[{\"valueString\":\"SECRET\"}]},"
                    .formatted(Care.item("q1", 2)));
    var refusal = care.refusal(care.send(wrong));
    assertThat(refusal.getIssue())
        .extracting(issue -> issue.getDiagnostics())
        .anyMatch(text -> text.contains("no item of this linkId"))
        .anyMatch(text -> text.contains("q1"))
        .noneMatch(text -> text.contains("SECRET"));
    assertThat(care.all(QuestionnaireResponse.class)).isEmpty();
    assertThat(care.all(Observation.class)).isEmpty();
  }

  @Test
  void oneTransactionIsStoredWholeOrNotAtAll() {
    var right = care.response(Care.random(), Care.PHQ_9, "completed", "2026-10-01", LOW);
    var wrong =
        care.response(Care.random(), Care.PHQ_9, "completed", "2026-10-02", LOW)
            .replace("frequency-1", "frequency-9");
    assertThat(post(transaction(right, wrong)).statusCode()).isEqualTo(422);
    assertThat(care.all(Observation.class)).isEmpty();
    assertThat(post(transaction(right)).statusCode()).isEqualTo(200);
    assertThat(care.all(Observation.class)).hasSize(1);
  }

  @Test
  void eightClientsSendingTheSameResponseMakeOneScore() throws Exception {
    var response = care.response(Care.random(), Care.PHQ_9, "completed", "2026-10-01", LOW);
    var pool = Executors.newFixedThreadPool(8);
    try {
      Callable<Integer> one = () -> care.send(response).statusCode();
      var codes = pool.invokeAll(List.of(one, one, one, one, one, one, one, one));
      for (var code : codes) {
        assertThat(code.get()).isIn(200, 201, 409);
      }
    } finally {
      pool.shutdown();
    }
    assertThat(score().getValueQuantity().getValue()).isEqualByComparingTo("8");
  }

  @Test
  void aScoreSentAloneIsStoredLikeOneOfAResponse() {
    assertThat(alone("{\"valueInteger\":12").statusCode()).isEqualTo(201);
    var score = score();
    assertThat(score.getValueQuantity().getValue()).isEqualByComparingTo("12");
    assertThat(score.getValueQuantity().getCode()).isEqualTo("{score}");
    assertThat(score.getCode().getCoding()).hasSize(2);
    assertThat(care.refusal(alone("{\"valueInteger\":28")).getIssue())
        .extracting(issue -> issue.getDiagnostics())
        .anyMatch(text -> text.contains("range"));
  }

  @Test
  void extractSaysWhatWouldBeStoredAndStoresNothing() {
    var response = care.response(Care.random(), Care.PHQ_9, "completed", "2026-10-01", LOW);
    var answer =
        care.http.postJson(
            "/fhir/QuestionnaireResponse/$extract",
            """
            {"resourceType":"Parameters","parameter":[{"name":"questionnaire-response",
             "resource":%s}]}"""
                .formatted(response));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var extracted = care.read(Bundle.class, answer.body());
    assertThat(extracted.getType()).isEqualTo(Bundle.BundleType.TRANSACTION);
    assertThat(care.all(Observation.class)).isEmpty();
    care.send(response);
    assertThat(score().getIdPart())
        .isEqualTo(extracted.getEntryFirstRep().getResource().getIdPart());
    assertThat(care.http.postJson("/fhir/QuestionnaireResponse/$extract", "{}").statusCode())
        .isEqualTo(400);
  }

  private HttpResponse<String> send(String id, String status, int... answers) {
    return care.send(care.response(id, Care.PHQ_9, status, "2026-10-01T10:00:00Z", answers));
  }

  private HttpResponse<String> alone(String start) {
    return care.http.postJson(
        "/fhir/Observation",
        start
            + """
            ,"resourceType":"Observation","status":"final","effectiveDateTime":"2026-10-01",
             "code":{"coding":[{"system":"http://snomed.info/sct","code":"720433000"}]},
             "subject":{"reference":"%s"}}"""
                .formatted(care.patient));
  }

  private HttpResponse<String> post(String bundle) {
    return care.http.postJson("/fhir", bundle);
  }

  private String transaction(String... responses) {
    var entries =
        List.of(responses).stream()
            .map(
                response ->
                    """
                    {"resource":%s,"request":{"method":"PUT","url":"QuestionnaireResponse/%s"}}"""
                        .formatted(
                            response, care.read(QuestionnaireResponse.class, response).getIdPart()))
            .toList();
    return "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[%s]}"
        .formatted(String.join(",", entries));
  }

  private Observation score() {
    var scores = care.all(Observation.class);
    assertThat(scores).hasSize(1);
    return scores.get(0);
  }

  private Task task() {
    var tasks = care.all(Task.class);
    assertThat(tasks).hasSize(1);
    return tasks.get(0);
  }

  private static Flag.FlagStatus active() {
    return Flag.FlagStatus.ACTIVE;
  }
}
