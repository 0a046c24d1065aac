package parley.mappings.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Mappings;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle;
import parley.mappings.Sender;
import parley.terminology.PackagedTerminology;
import parley.terminology.Systems;

/** A sender's codes for questions and answers, by ConceptMaps of its own. */
class SendersOwnQuestionsTest {

  private static final String QUESTIONS = "https://clinic.example/ConceptMap/questions";
  private static final String ANSWERS = "https://clinic.example/ConceptMap/answers";
  private static final String GAD = Systems.questionnaire("gad-7");

  @Test
  void theSameQuestionCodeIsTwoQuestionsInTwoForms() {
    var questions = map(QUESTIONS, GAD, Map.of("ANX|Q1", "q1", "ANX|T", "total"));
    questions
        .addGroup()
        .setSource("urn:clinic")
        .setTarget(Systems.questionnaire("phq-9") + "|1.0.0")
        .addElement()
        .setCode("Q1")
        .addTarget()
        .setCode("q1")
        .setEquivalence(ConceptMapEquivalence.EQUIVALENT);
    var mapped = mapped(questions, obr("ANX"), obx(1, "Q1", "2"), obr("DEP"), obx(2, "Q1", "3"));
    assertThat(resources(mapped, QuestionnaireResponse.class))
        .extracting(
            QuestionnaireResponse::getQuestionnaire,
            response -> response.getItemFirstRep().getAnswerFirstRep().getValueCoding().getCode())
        .containsExactly(
            tuple(GAD + "|1.0.0", "frequency-2"),
            tuple(Systems.questionnaire("phq-9") + "|1.0.0", "frequency-3"));
  }

  @Test
  void answersAreTranslatedByTheSendersMap() {
    var rows = new java.util.HashMap<String, String>();
    for (var number = 1; number <= 7; number++) {
      rows.put("ANX|Q" + number, "q" + number);
    }
    var segments = new java.util.ArrayList<String>();
    segments.add(obr("ANX"));
    for (var number = 1; number <= 7; number++) {
      segments.add("OBX|" + number + "|CE|Q" + number + "^^L||A" + (number % 4 + 1) + "^^L||||||F");
    }
    var mapped = mapped(map(QUESTIONS, GAD, rows), segments.toArray(String[]::new));
    assertThat(mapped.warnings()).isEmpty();
    // A1 weighs 0, A2 1, A3 2 and A4 3: 1 + 2 + 3 + 0 + 1 + 2 + 3.
    assertThat(resources(mapped, Observation.class))
        .singleElement()
        .satisfies(
            score -> assertThat(score.getValueQuantity().getValue()).isEqualByComparingTo("12"));
  }

  @Test
  void aLocalTotalKeepsItsOwnCodeBesideThoseOfTheScore() {
    var mapped =
        mapped(map(QUESTIONS, GAD, Map.of("ANX|T", "total")), obr("ANX"), obx(1, "T", "11"));
    assertThat(resources(mapped, Observation.class))
        .singleElement()
        .satisfies(
            score -> {
              assertThat(score.getCode().hasCoding(Systems.SNOMED_CT, "445455005")).isTrue();
              assertThat(score.getCode().hasCoding(Systems.LOINC, "70274-6")).isTrue();
              assertThat(score.getCode().getCoding()).hasSize(3);
            });
  }

  @Test
  void aMapToAQuestionnaireThatIsNotHereIsReported() {
    var questions = map(QUESTIONS, "https://clinic.example/Questionnaire/x", Map.of("T", "total"));
    var mapped = mapped(questions, obr("ANX"), obx(1, "T", "11"));
    assertThat(mapped.warnings())
        .extracting(Problem::code)
        .contains(ProblemCode.UNKNOWN_QUESTIONNAIRE);
    assertThat(resources(mapped, Observation.class)).hasSize(1);
  }

  private static MappingResult.Mapped mapped(ConceptMap questions, String... segments) {
    var answers =
        map(
            ANSWERS,
            Systems.codeSystem("questionnaire-answer"),
            Map.of(
                "A1",
                "frequency-0",
                "A2",
                "frequency-1",
                "A3",
                "frequency-2",
                "A4",
                "frequency-3"));
    var sender =
        new Sender(
            "clinic",
            List.of(),
            StandardCharsets.UTF_8,
            Map.of(),
            Map.of(Sender.QUESTIONNAIRE_ITEMS, QUESTIONS, "OBX-5", ANSWERS),
            Map.of());
    var text =
        "MSH|^~\\&|C|C|P|P|20261102||ORU^R01|1|P|2.4\rPID|1||9990000468^^^NHS^NH||MADE^Up\r"
            + String.join("\r", segments)
            + "\r";
    var result =
        new Mappings(PackagedTerminology.with(List.of(questions, answers)))
            .map(
                new InboundMessage(
                    "journal",
                    Instant.parse("2026-11-02T09:00:00Z"),
                    sender,
                    text.getBytes(StandardCharsets.UTF_8)));
    assertThat(result).isInstanceOf(MappingResult.Mapped.class);
    return (MappingResult.Mapped) result;
  }

  private static String obr(String form) {
    return "OBR|1||" + form + "-77|" + form + "^^L|||20261101101500";
  }

  private static String obx(int set, String code, String value) {
    return "OBX|" + set + "|NM|" + code + "^^L||" + value + "||||||F";
  }

  private static ConceptMap map(String url, String target, Map<String, String> rows) {
    var map = new ConceptMap();
    map.setUrl(url);
    var group = map.addGroup().setSource("urn:clinic").setTarget(target);
    rows.forEach(
        (code, linkId) ->
            group
                .addElement()
                .setCode(code)
                .addTarget()
                .setCode(linkId)
                .setEquivalence(ConceptMapEquivalence.EQUIVALENT));
    return map;
  }

  private static <T extends Resource> List<T> resources(
      MappingResult.Mapped mapped, Class<T> type) {
    return mapped.bundle().entries().stream()
        .filter(RecordBundle.Write.class::isInstance)
        .map(RecordBundle.Write.class::cast)
        .filter(write -> !(write.when() instanceof RecordBundle.When.Present))
        .map(RecordBundle.Write::resource)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
