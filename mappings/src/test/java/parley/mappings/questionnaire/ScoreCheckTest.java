package parley.mappings.questionnaire;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Quantity.QuantityComparator;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Ratio;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.SampledData;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.terminology.PackagedTerminology;
import parley.terminology.Systems;

class ScoreCheckTest {

  private static final String PHQ_9 = "720433000";
  private static final String WSAS_WORK = "932621000000100";

  private final Questionnaires questionnaires =
      Questionnaires.packaged(PackagedTerminology.packaged());

  @ParameterizedTest
  @CsvSource({
    "720433000,0",
    "720433000,27",
    "445455005,21",
    "1065441000000103,30",
    "491581000000104,80",
    "450324005,168",
    "445552006,68",
    "450326007,28",
    "446793008,54",
    "473355002,1.00",
    "473355002,2.31",
    "473354003,5.00",
    "1128221000000100,72",
    "1077511000000101,33",
    "1083671000000108,500",
    "446517006,16",
    "443223005,70",
    "446660005,40",
    "910931000000101,1.0",
    "910931000000101,6",
    "932581000000100,8",
    "747951000000108,4",
    "748161000000109,Y",
    "760741000000102,28",
    "761051000000105,10",
    "747881000000109,NA",
    "747861000000100,N",
    "932621000000100,NA"
  })
  void takesWhatTheDataSetTakes(String snomed, String value) {
    assertThat(questionnaires.checkScore(score(snomed, value)))
        .isInstanceOf(ScoreCheck.Accepted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "720433000,28,OUT_OF_RANGE",
    "720433000,-1,OUT_OF_RANGE",
    "720433000,3.5,INVALID_VALUE",
    "473355002,2.315,INVALID_VALUE",
    "473355002,0.99,OUT_OF_RANGE",
    "473355002,5.01,OUT_OF_RANGE",
    "910931000000101,45,OUT_OF_RANGE",
    "910931000000101,2.55,INVALID_VALUE",
    "446517006,15,OUT_OF_RANGE",
    "932621000000100,9,OUT_OF_RANGE",
    "932581000000100,NA,UNKNOWN_ANSWER",
    "747861000000100,NA,UNKNOWN_ANSWER",
    "747861000000100,1,UNKNOWN_ANSWER",
    "760741000000102,29,OUT_OF_RANGE"
  })
  void refusesWhatItDoesNot(String snomed, String value, ProblemCode code) {
    assertThat(problem(score(snomed, value)).code()).isEqualTo(code);
  }

  @Test
  void refusesANumberTooLongToBeAny() {
    var score = score(PHQ_9, "1");
    score.setValue(new Quantity().setValue(new BigDecimal("1E+999999999")));
    assertThat(problem(score).code()).isEqualTo(ProblemCode.INVALID_VALUE);
  }

  @Test
  void refusesOtherUnitsComparatorsWordsAndNothing() {
    var quantity = new Quantity().setValue(12).setUnit("%").setCode("%").setSystem(Systems.UCUM);
    assertThat(problem(with(quantity)).code()).isEqualTo(ProblemCode.INVALID_VALUE);
    var atLeast = new Quantity().setValue(12).setComparator(QuantityComparator.GREATER_OR_EQUAL);
    assertThat(problem(with(atLeast)).code()).isEqualTo(ProblemCode.INVALID_VALUE);
    assertThat(problem(with(new StringType("12"))).code()).isEqualTo(ProblemCode.INVALID_VALUE);
    var none = score(PHQ_9, "1").setValue(null);
    assertThat(problem(none).code()).isEqualTo(ProblemCode.MISSING_FIELD);
  }

  static Stream<Type> unanswerable() {
    return Stream.of(
        new Range().setLow(new Quantity(1)).setHigh(new Quantity(3)),
        new Period().setStartElement(new DateTimeType("2026-10-01")),
        new Ratio().setNumerator(new Quantity(1)).setDenominator(new Quantity(3)),
        new SampledData().setData("1 2"),
        new CodeableConcept().setText("several days"));
  }

  @ParameterizedTest
  @MethodSource("unanswerable")
  void aValueThatIsNoAnswerIsRefusedAndNotThrown(Type value) {
    assertThat(problem(with(value)).code()).isEqualTo(ProblemCode.INVALID_VALUE);
    assertThat(questionnaires.checkAnswer(itemNine(value)))
        .extracting(Problem::code)
        .containsExactly(ProblemCode.INVALID_VALUE);
  }

  @Test
  void aScoreOrAnswerOfNobodyIsRefused() {
    for (var subject :
        List.of(
            new Reference(),
            new Reference().setDisplay("Made Person"),
            new Reference().setIdentifier(new Identifier().setValue("9990080097")),
            new Reference("Group/made"),
            new Reference("#contained"))) {
      var score = score(PHQ_9, "1").setSubject(subject);
      assertThat(problem(score).location()).isEqualTo("Observation.subject");
      var answer = itemNine(new IntegerType(3)).setSubject(subject);
      assertThat(questionnaires.checkAnswer(answer))
          .extracting(Problem::location)
          .containsExactly("Observation.subject");
      answer.setStatus(ObservationStatus.ENTEREDINERROR);
      score.setStatus(ObservationStatus.ENTEREDINERROR);
      assertThat(questionnaires.checkAnswer(answer)).isEmpty();
      assertThat(questionnaires.checkScore(score)).isInstanceOf(ScoreCheck.Accepted.class);
    }
    for (var reference :
        List.of("Patient/1/_history/2", "https://ehr.example/fhir/Patient/1", "urn:uuid:1")) {
      var score = score(PHQ_9, "1").setSubject(new Reference(reference));
      assertThat(questionnaires.checkScore(score)).isInstanceOf(ScoreCheck.Accepted.class);
    }
  }

  @Test
  void ofARefusedScoreOnlyWhatIsWrongIsLeftWrong() {
    for (var value : List.of(new IntegerType(28), new Quantity(28))) {
      var refused = (ScoreCheck.Refused) questionnaires.checkScore(with(value));
      assertThat(refused.score().getValueQuantity().getCode()).isEqualTo("{score}");
      assertThat(refused.score().getValueQuantity().getValue()).isEqualTo("28");
      assertThat(refused.score().getCategoryFirstRep().getCodingFirstRep().getCode())
          .isEqualTo("survey");
    }
  }

  @Test
  void aDayToComeIsRefused() {
    var now = Instant.parse("2026-11-02T09:00:00Z");
    var score = score(PHQ_9, "1");
    score.setEffective(new DateTimeType("2026-11-03T08:59:00Z"));
    assertThat(questionnaires.checkMoment(score, now)).as("a day is tolerated").isEmpty();
    score.setEffective(new DateTimeType("2027-11-02"));
    assertThat(questionnaires.checkMoment(score, now))
        .extracting(Problem::location)
        .containsExactly("Observation.effective");
    score.setEffective(new Period().setEndElement(new DateTimeType("2027-11-02")));
    assertThat(questionnaires.checkMoment(score, now)).hasSize(1);
    assertThat(
            questionnaires.checkMoment(
                itemNine(new IntegerType(1)).setEffective(new DateTimeType("2027")), now))
        .hasSize(1);
    score.setStatus(ObservationStatus.ENTEREDINERROR);
    assertThat(questionnaires.checkMoment(score, now)).as("so that it can go").isEmpty();
    var other = score("75367002", "120").setEffective(new DateTimeType("2027-11-02"));
    assertThat(questionnaires.checkMoment(other, now)).isEmpty();
    var response = ScoringTest.response("phq-9", List.of(1));
    assertThat(questionnaires.checkMoment(response, now)).as("10:15 on that day").isEmpty();
    response.setAuthoredElement(new DateTimeType("2026-11-04"));
    assertThat(questionnaires.checkMoment(response, now))
        .extracting(Problem::location)
        .containsExactly("QuestionnaireResponse.authored");
  }

  private static Observation itemNine(Type value) {
    var answer = new Observation();
    answer.setStatus(ObservationStatus.FINAL);
    answer.getCode().addCoding(new Coding(Systems.LOINC, "44260-8", null));
    answer.setSubject(new Reference("Patient/made"));
    return answer.setValue(value);
  }

  @Test
  void noValueIsRightWhereThereIsAReasonOrTheScoreIsGone() {
    var absent = score(PHQ_9, "1").setValue(null);
    absent.setDataAbsentReason(new CodeableConcept().setText("not asked"));
    assertThat(questionnaires.checkScore(absent)).isInstanceOf(ScoreCheck.Accepted.class);
    var gone = score(PHQ_9, "1").setValue(null).setStatus(ObservationStatus.ENTEREDINERROR);
    assertThat(questionnaires.checkScore(gone)).isInstanceOf(ScoreCheck.Accepted.class);
  }

  @Test
  void refusesTwoScoresInOneAndLeavesOtherObservationsAlone() {
    var two = score(PHQ_9, "1");
    two.getCode().addCoding(new Coding(Systems.SNOMED_CT, "445455005", null));
    assertThat(problem(two).location()).isEqualTo("Observation.code");
    assertThat(questionnaires.checkScore(score("75367002", "120")))
        .isInstanceOf(ScoreCheck.NotAScore.class);
  }

  @Test
  void givesAScoreTheFormThatScoresAreStoredIn() {
    var sent = with(new IntegerType(12));
    var accepted = (ScoreCheck.Accepted) questionnaires.checkScore(sent);
    var score = accepted.score();
    assertThat(accepted.questionnaire()).isEqualTo(Systems.questionnaire("phq-9"));
    assertThat(accepted.linkId()).isEqualTo("total");
    assertThat(score.getCode().hasCoding(Systems.LOINC, "44261-6")).isTrue();
    assertThat(score.getValueQuantity().getValue()).isEqualTo("12");
    assertThat(score.getValueQuantity().getCode()).isEqualTo("{score}");
    assertThat(score.getCategoryFirstRep().getCodingFirstRep().getCode()).isEqualTo("survey");
    assertThat(sent.hasCategory()).as("what is given is not altered").isFalse();
    var work = (ScoreCheck.Accepted) questionnaires.checkScore(score(WSAS_WORK, "NA"));
    assertThat(work.score().hasValueCodeableConcept()).isTrue();
  }

  private Problem problem(Observation score) {
    var refused = (ScoreCheck.Refused) questionnaires.checkScore(score);
    assertThat(refused.problems()).hasSize(1);
    return refused.problems().get(0);
  }

  private static Observation with(Type value) {
    return score(PHQ_9, "1").setValue(value);
  }

  private static Observation score(String snomed, String value) {
    var score = new Observation();
    score.setStatus(ObservationStatus.FINAL);
    score.setSubject(new Reference("Patient/made"));
    score.getCode().addCoding(new Coding(Systems.SNOMED_CT, snomed, null));
    return value.matches("[A-Z]+")
        ? score.setValue(
            new CodeableConcept(
                new Coding(Systems.codeSystem("questionnaire-answer"), value, null)))
        : score.setValue(new Quantity().setValue(new BigDecimal(value)));
  }
}
