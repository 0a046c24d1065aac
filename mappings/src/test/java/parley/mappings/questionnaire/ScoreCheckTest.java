package parley.mappings.questionnaire;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Quantity.QuantityComparator;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    score.getCode().addCoding(new Coding(Systems.SNOMED_CT, snomed, null));
    return value.matches("[A-Z]+")
        ? score.setValue(
            new CodeableConcept(
                new Coding(Systems.codeSystem("questionnaire-answer"), value, null)))
        : score.setValue(new Quantity().setValue(new BigDecimal(value)));
  }
}
