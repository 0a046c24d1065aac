package parley.server.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken, mended or refused of answers and scores over REST, and what a client is told. */
class ResponseRulesTest {

  private static final int[] LOW = {1, 1, 1, 1, 1, 1, 1, 1, 0};
  private static final String WARNING = "Parley-Warning";

  private final Care care = Care.begun();

  @Test
  void anotherOrderOfItemsIsMendedAndTheResponseCanBeWithdrawn() {
    var id = Care.random();
    for (var status : List.of("completed", "entered-in-error")) {
      var sent = care.read(QuestionnaireResponse.class, response(id, LOW));
      sent.setStatus(QuestionnaireResponse.QuestionnaireResponseStatus.fromCode(status));
      Collections.reverse(sent.getItem());
      var answer = care.send(json(sent));
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
      assertThat(care.read(QuestionnaireResponse.class, answer.body()).getItem())
          .extracting(item -> item.getLinkId())
          .containsExactly("q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9");
    }
    assertThat(care.all(Observation.class))
        .extracting(Observation::getStatus)
        .containsExactly(Observation.ObservationStatus.ENTEREDINERROR);
  }

  @Test
  void answersOfNobodyAreRefused() {
    var subject = "{\"reference\":\"%s\"}".formatted(care.patient);
    var known = "{\"identifier\":{\"value\":\"9990080097\"},\"display\":\"SECRET\"}";
    var answers = response(Care.random(), 1, 1, 1, 1, 1, 1, 1, 1, 3).replace(subject, known);
    assertThat(expressions(care.send(answers))).contains("QuestionnaireResponse.subject");
    for (var code : List.of("http://loinc.org|44260-8", "http://snomed.info/sct|720433000")) {
      var sent = alone(code, "\"valueInteger\":3", "2026-10-01");
      assertThat(expressions(post(sent.replace(subject, known)))).contains("Observation.subject");
      var nobody = sent.replace(",\"subject\":" + subject, "");
      assertThat(nobody).isNotEqualTo(sent);
      assertThat(expressions(post(nobody))).contains("Observation.subject");
    }
    assertThat(care.all(Flag.class)).isEmpty();
    assertThat(care.all(Task.class)).isEmpty();
  }

  @Test
  void daysToComeAreRefused() {
    var soon = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS).toString();
    var sent = response(Care.random(), LOW).replace("2026-10-01", soon);
    assertThat(expressions(care.send(sent))).containsExactly("QuestionnaireResponse.authored");
    for (var code : List.of("http://loinc.org|44260-8", "http://snomed.info/sct|720433000")) {
      assertThat(expressions(post(alone(code, "\"valueInteger\":0", soon))))
          .containsExactly("Observation.effective");
    }
    assertThat(care.all(Observation.class)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"valueCodeableConcept\":{\"text\":\"SECRET\"}",
        "\"valueRange\":{\"low\":{\"value\":1},\"high\":{\"value\":3}}",
        "\"valuePeriod\":{\"start\":\"2026-10-01\"}",
        "\"valueRatio\":{\"numerator\":{\"value\":1},\"denominator\":{\"value\":3}}"
      })
  void aValueOfAWrongTypeIsRefused(String value) {
    for (var code : List.of("http://loinc.org|44260-8", "http://snomed.info/sct|720433000")) {
      var answer = post(alone(code, value, "2026-10-01"));
      assertThat(expressions(answer)).contains("Observation.value");
      assertThat(answer.body()).doesNotContain("SECRET");
    }
  }

  @Test
  void onlyWhatIsWrongIsReported() {
    var sent = care.read(QuestionnaireResponse.class, numbers(1, 1, 9, 1, 1, 1, 1, 1, 0));
    assertThat(expressions(care.send(json(sent))))
        .isNotEmpty()
        .allMatch(place -> place.contains("item[2]"));
    var score =
        post(alone("http://snomed.info/sct|720433000", "\"valueInteger\":28", "2026-10-01"));
    assertThat(care.refusal(score).getIssue())
        .hasSize(1)
        .allMatch(issue -> issue.getDiagnostics().contains("range"));
  }

  @Test
  void aMissingTotalIsToldEachTime() {
    var incomplete = response(Care.random(), 1, 1, 1);
    assertThat(warning(care.send(incomplete))).contains("q9");
    assertThat(warning(care.send(incomplete))).as("nothing is changed").contains("q9");
    var identified =
        incomplete.replaceFirst(
            "\"id\":\"[^\"]*\"",
            "\"identifier\":{\"system\":\"urn:test:rules\",\"value\":\"%s\"}".formatted(care.id));
    var path = "/fhir/QuestionnaireResponse";
    assertThat(warning(care.http.postJson(path, identified))).contains("q9");
    var again = care.http.postJson(path, identified);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(warning(again)).contains("q9");
    var oci =
        response(Care.random())
            .replace("Questionnaire/phq-9", "Questionnaire/oci")
            .replace(",\n \"item\":[]", "");
    var empty = care.send(oci);
    assertThat(empty.statusCode()).as(empty.body()).isEqualTo(201);
    assertThat(warning(empty)).contains("there is no score");
  }

  @Test
  void withoutVersionItIsTheLatestWithAWarning() {
    var answer = care.send(response(Care.random(), LOW).replace("|1.0.0", ""));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(warning(answer)).contains("no version is named");
    assertThat(care.read(QuestionnaireResponse.class, answer.body()).getQuestionnaire())
        .isEqualTo(Care.PHQ_9);
    assertThat(care.all(Observation.class)).hasSize(1);
  }

  @Test
  void validateSaysWhatAWriteSays() {
    assertThat(errors(numbers(LOW))).as("would be stored").isEmpty();
    var contradiction =
        numbers(LOW)
            .replace(
                "\"item\":[",
                "\"item\":[{\"linkId\":\"total\",\"answer\":[{\"valueInteger\":20}]},");
    assertThat(errors(contradiction)).anyMatch(text -> text.contains("not the score"));
    var wrapped =
        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"resource\",\"resource\":%s}]}"
            .formatted(contradiction);
    assertThat(errors(wrapped)).anyMatch(text -> text.contains("not the score"));
    assertThat(errors(response(Care.random(), LOW).replace("frequency-0", "frequency-7")))
        .anyMatch(text -> text.contains("q9"));
  }

  private List<String> errors(String body) {
    var answer = care.http.postJson("/fhir/QuestionnaireResponse/$validate", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return care.read(OperationOutcome.class, answer.body()).getIssue().stream()
        .filter(issue -> issue.getSeverity() == IssueSeverity.ERROR)
        .map(issue -> issue.getDiagnostics())
        .toList();
  }

  private List<String> expressions(HttpResponse<String> answer) {
    var places = new ArrayList<String>();
    care.refusal(answer)
        .getIssue()
        .forEach(issue -> issue.getExpression().forEach(place -> places.add(place.getValue())));
    return places;
  }

  private static String warning(HttpResponse<String> answer) {
    return answer.headers().firstValue(WARNING).orElse("");
  }

  private String response(String id, int... answers) {
    return care.response(id, Care.PHQ_9, "completed", "2026-10-01", answers);
  }

  /** The answers as points. */
  private String numbers(int... answers) {
    return response(Care.random(), answers)
        .replaceAll(
            "\"valueCoding\":\\{\\s*\"system\":\"[^\"]*\",\\s*\"code\":\"frequency-(\\d)\"}",
            "\"valueInteger\":$1");
  }

  private HttpResponse<String> post(String observation) {
    return care.http.postJson("/fhir/Observation", observation);
  }

  private String alone(String code, String value, String day) {
    return """
        {"resourceType":"Observation","status":"final","effectiveDateTime":"%s",
         "code":{"coding":[{"system":"%s","code":"%s"}]},%s,"subject":{"reference":"%s"}}"""
        .formatted(day, code.split("\\|")[0], code.split("\\|")[1], value, care.patient);
  }

  private String json(QuestionnaireResponse response) {
    return care.gateway.fhir().newJsonParser().encodeResourceToString(response);
  }
}
