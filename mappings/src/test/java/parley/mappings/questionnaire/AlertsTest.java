package parley.mappings.questionnaire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.questionnaire.Assessment.Alert;
import parley.terminology.PackagedTerminology;
import parley.terminology.Systems;

/** Which answer of one response is a new risk, and which is not. */
class AlertsTest {

  private final Questionnaires questionnaires =
      Questionnaires.packaged(PackagedTerminology.packaged());

  @Test
  void aHigherAnswerIsAnAlertOfItsOwn() {
    var one = alert(1);
    var two = alert(2);
    var three = alert(3);
    assertThat(List.of(flag(one), flag(two), flag(three))).doesNotHaveDuplicates();
    assertThat(List.of(one.task().getId(), two.task().getId(), three.task().getId()))
        .doesNotHaveDuplicates();
    assertThat(flag(alert(2))).as("the same again").isEqualTo(flag(two));
  }

  @Test
  void aLowerOneIsNoneWhereAHigherOneIsHeld() {
    assertThat(alert(1).higher()).containsExactlyInAnyOrder(flag(alert(2)), flag(alert(3)));
    assertThat(alert(2).higher()).containsExactly(flag(alert(3)));
    assertThat(alert(3).higher()).isEmpty();
    var writes = AssessmentWrites.ofAlerts(List.of(alert(2)));
    assertThat(writes)
        .hasSize(2)
        .allSatisfy(
            entry ->
                assertThat(((Write) entry).when()).isEqualTo(new When.Absent(alert(2).higher())));
  }

  @Test
  void aCodeAndItsPointsAreOneAnswer() {
    var coded = ScoringTest.response("phq-9", Collections.nCopies(9, 0));
    var code = new Coding(Systems.codeSystem("questionnaire-answer"), "frequency-2", null);
    coded.getItem().get(8).getAnswerFirstRep().setValue(code);
    var alerts = ((Assessment.Scored) questionnaires.assess(coded)).alerts();
    assertThat(alerts).extracting(AlertsTest::flag).containsExactly(flag(alert(2)));
  }

  @Test
  void soItIsForAnAnswerSentAlone() {
    var sent = new Observation();
    sent.setId("alone");
    sent.getCode().addCoding(new Coding(Systems.LOINC, "44260-8", null));
    sent.setSubject(new Reference("Patient/made"));
    var low = questionnaires.alerts(sent.copy().setValue(new IntegerType(1))).get(0);
    var high = questionnaires.alerts(sent.copy().setValue(new IntegerType(3))).get(0);
    assertThat(flag(low)).isNotEqualTo(flag(high));
    assertThat(low.higher()).contains(flag(high));
  }

  private static String flag(Alert alert) {
    return "Flag/" + alert.flag().getIdElement().getIdPart();
  }

  private Alert alert(int itemNine) {
    var response = ScoringTest.response("phq-9", Collections.nCopies(9, 0));
    response.getItem().get(8).getAnswerFirstRep().setValue(new IntegerType(itemNine));
    return ((Assessment.Scored) questionnaires.assess(response)).alerts().get(0);
  }
}
