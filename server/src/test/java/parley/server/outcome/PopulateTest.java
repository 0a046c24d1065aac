package parley.server.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.junit.jupiter.api.Test;

/** A response begun for somebody with a long history. */
final class PopulateTest {

  private static final String WSAS = "https://parley.example/fhir/Questionnaire/wsas|1.0.0";

  /** More than are looked through for the last one. */
  private static final int EARLIER = 55;

  private final Care care = Care.begun();

  @Test
  void theLatestOfManyResponsesSaysWhatIsNotApplicable() {
    for (var i = 0; i < EARLIER; i++) {
      var day = "2026-09-%02dT%02d:00:00+01:00".formatted(2 + i % 20, 8 + i / 20);
      assertThat(care.send(wsas(day, "3")).statusCode()).isEqualTo(201);
    }
    assertThat(care.send(wsas("2026-10-01T10:00:00+01:00", "NA")).statusCode()).isEqualTo(201);
    var answer =
        care.http.postJson(
            "/fhir/Questionnaire/$populate",
            """
            {"resourceType":"Parameters","parameter":[
             {"name":"canonical","valueUri":"%s"},
             {"name":"subject","valueReference":{"reference":"%s"}}]}"""
                .formatted(WSAS, care.patient));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var begun =
        (QuestionnaireResponse)
            care.read(Parameters.class, answer.body()).getParameterFirstRep().getResource();
    assertThat(begun.getItem()).hasSize(1);
    assertThat(begun.getItemFirstRep().getLinkId()).isEqualTo("work");
    assertThat(begun.getItemFirstRep().getAnswerFirstRep().getValueCoding().getCode())
        .isEqualTo("NA");
  }

  @Test
  void whatIsNotThereOrNotThePatientsIsRefused() {
    var other = Care.begun();
    var subject = "{\"name\":\"subject\",\"valueReference\":{\"reference\":\"%s\"}}";
    var named =
        "{\"name\":\"context\",\"part\":[{\"name\":\"name\",\"valueString\":\"%s\"},"
            + "{\"name\":\"content\",\"valueReference\":{\"reference\":\"%s\"}}]}";
    var own = subject.formatted(care.patient);
    assertThat(populate(subject.formatted("Patient/" + Care.random()))).isEqualTo(422);
    assertThat(populate(subject.formatted(care.course))).isEqualTo(400);
    assertThat(populate(own, named.formatted("episode", other.course))).isEqualTo(422);
    assertThat(populate(own, named.formatted("episode", "EpisodeOfCare/" + Care.random())))
        .isEqualTo(422);
    assertThat(populate(own, named.formatted("episode", care.patient))).isEqualTo(400);
    assertThat(populate(own, named.formatted("course", care.course))).isEqualTo(400);
    assertThat(populate(own, named.formatted("episode", care.course))).isEqualTo(200);
  }

  @Test
  void anOperationWithoutParametersNeedsNoBody() {
    var id = Care.random();
    care.put(
        "QuestionnaireResponse/" + id,
        care.response(id, Care.PHQ_9, "completed", "2026-10-01", 1, 1, 1, 1, 1, 1, 1, 1, 0));
    for (var call :
        List.of("QuestionnaireResponse/" + id + "/$extract", care.course + "/$outcome")) {
      var bare =
          care.http.send(
              HttpRequest.newBuilder(care.http.uri("/fhir/" + call)).POST(BodyPublishers.noBody()));
      assertThat(bare.statusCode()).as("%s: %s", call, bare.body()).isEqualTo(200);
      var empty = care.http.postJson("/fhir/" + call, "");
      assertThat(empty.statusCode()).as("%s: %s", call, empty.body()).isEqualTo(200);
    }
    assertThat(care.http.postJson("/fhir/QuestionnaireResponse/$extract", "").statusCode())
        .isEqualTo(400);
  }

  private int populate(String... parameters) {
    return care.http
        .postJson(
            "/fhir/Questionnaire/$populate",
            "{\"resourceType\":\"Parameters\",\"parameter\":["
                + "{\"name\":\"canonical\",\"valueUri\":\"%s\"},".formatted(WSAS)
                + String.join(",", parameters)
                + "]}")
        .statusCode();
  }

  private String wsas(String authored, String work) {
    var items =
        List.of("home-management", "social-leisure", "private-leisure", "relationships").stream()
            .map(area -> item(area, "2"))
            .collect(Collectors.joining(","));
    return """
        {"resourceType":"QuestionnaireResponse","id":"%s","status":"completed",
         "questionnaire":"%s","subject":{"reference":"%s"},"authored":"%s",
         "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/workflow-episodeOfCare",
           "valueReference":{"reference":"%s"}}],
         "item":[%s,%s]}"""
        .formatted(
            Care.random(), WSAS, care.patient, authored, care.course, item("work", work), items);
  }

  private static String item(String linkId, String code) {
    return """
        {"linkId":"%s","answer":[{"valueCoding":{
          "system":"https://parley.example/fhir/CodeSystem/questionnaire-answer","code":"%s"}}]}"""
        .formatted(linkId, code);
  }
}
