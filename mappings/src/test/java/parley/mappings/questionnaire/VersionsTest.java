package parley.mappings.questionnaire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.junit.jupiter.api.Test;
import parley.terminology.Definitions;
import parley.terminology.PackagedTerminology;
import parley.terminology.Systems;

/** Answers are read by the version they were given to; groups may hold items. */
class VersionsTest {

  private static final String GAD = Systems.questionnaire("gad-7");

  @Test
  void theLatestIsMeantWhereNoneIsNamed() {
    var questionnaires = of("1.9.0", "1.10.0", "1.2.0");
    assertThat(questionnaires.versioned(GAD)).contains(GAD + "|1.10.0");
    assertThat(questionnaires.versioned(GAD + "|1.2.0")).contains(GAD + "|1.2.0");
    assertThat(questionnaires.versioned(GAD + "|1.3.0")).isEmpty();
  }

  @Test
  void refusalNamesTheVersionsThereAre() {
    var response = ScoringTest.response("gad-7", List.of(1));
    response.setQuestionnaire(GAD + "|7");
    var refused = (Assessment.Refused) of("1.9.0", "1.10.0").assess(response);
    assertThat(refused.problems().get(0).remedy()).contains("1.9.0 or 1.10.0");
  }

  @Test
  void itemsInGroupsAreScoredAndAnswersToGroupsAreNot() {
    var grouped = gad("1.0.0");
    var group = new Questionnaire.QuestionnaireItemComponent();
    group.setLinkId("group").setType(QuestionnaireItemType.GROUP);
    grouped.getItem().subList(0, 7).forEach(group::addItem);
    grouped.getItem().subList(0, 7).clear();
    grouped.addItem(group);
    var questionnaires = Questionnaires.of(List.of(grouped), PackagedTerminology.packaged());
    var flat = ScoringTest.response("gad-7", List.of(1, 2, 3, 0, 1, 2, 3));
    var nested = flat.copy();
    nested.setItem(null);
    var held = nested.addItem().setLinkId("group");
    flat.getItem().forEach(held::addItem);
    for (var response : List.of(flat, nested)) {
      var scored = (Assessment.Scored) questionnaires.assess(response);
      assertThat(scored.scores().get(0).getValueQuantity().getValue()).isEqualTo("12");
    }
    held.addAnswer().setValue(new IntegerType(1));
    assertThat(questionnaires.assess(nested)).isInstanceOf(Assessment.Refused.class);
    held.setAnswer(null);
    held.getItem().get(3).getAnswerFirstRep().setValue(new IntegerType(4));
    var refused = (Assessment.Refused) questionnaires.assess(nested);
    assertThat(refused.problems().get(0).location())
        .isEqualTo("QuestionnaireResponse.item[0].item[3].answer");
    assertThat(refused.problems().get(0).rule()).contains("item q4");
  }

  @Test
  void answersAreStoredInTheCodesOfTheQuestionnaire() {
    var response = ScoringTest.response("gad-7", List.of(1, 2, 3, 0, 1, 2));
    response
        .addItem()
        .setLinkId("q7")
        .addAnswer()
        .setValue(new Coding(Systems.LOINC, "LA6571-9", null));
    var questionnaires = of("1.0.0");
    var coded = questionnaires.coded(response);
    assertThat(coded.getItem())
        .extracting(item -> item.getAnswerFirstRep().getValueCoding().getCode())
        .containsExactly(
            "frequency-1",
            "frequency-2",
            "frequency-3",
            "frequency-0",
            "frequency-1",
            "frequency-2",
            "frequency-3");
    assertThat(coded.getItem().get(0).getAnswerFirstRep().getValue().hasExtension()).isFalse();
    assertThat(response.getItemFirstRep().getAnswerFirstRep().hasValueIntegerType()).isTrue();
    var asSent = (Assessment.Scored) questionnaires.assess(response);
    var asStored = (Assessment.Scored) questionnaires.assess(coded);
    assertThat(asStored.scores().get(0).equalsDeep(asSent.scores().get(0))).isTrue();
  }

  @Test
  void itemsAreStoredInTheOrderAndTheGroupsOfTheForm() {
    var grouped = gad("1.0.0");
    var inner = new Questionnaire.QuestionnaireItemComponent();
    inner.setLinkId("inner").setType(QuestionnaireItemType.GROUP);
    grouped.getItem().subList(3, 7).forEach(inner::addItem);
    grouped.getItem().subList(3, 7).clear();
    var outer = new Questionnaire.QuestionnaireItemComponent();
    outer.setLinkId("outer").setType(QuestionnaireItemType.GROUP).addItem(inner);
    grouped.getItem().add(1, outer);
    var questionnaires = Questionnaires.of(List.of(grouped), PackagedTerminology.packaged());
    var sent = ScoringTest.response("gad-7", List.of(1, 2, 3, 0, 1, 2, 3));
    Collections.reverse(sent.getItem());
    for (var status : List.of("completed", "in-progress", "entered-in-error")) {
      sent.setStatus(QuestionnaireResponse.QuestionnaireResponseStatus.fromCode(status));
      var stored = questionnaires.coded(sent);
      assertThat(linkIds(stored.getItem())).containsExactly("q1", "outer", "q2", "q3");
      var held = stored.getItem().get(1).getItem();
      assertThat(linkIds(held)).containsExactly("inner");
      assertThat(linkIds(held.get(0).getItem())).containsExactly("q4", "q5", "q6", "q7");
      assertThat(questionnaires.coded(stored).equalsDeep(stored)).isTrue();
    }
    sent.setStatus(QuestionnaireResponse.QuestionnaireResponseStatus.COMPLETED);
    sent.getItem().get(0).getAnswerFirstRep().setValue(new IntegerType(7));
    assertThat(linkIds(questionnaires.coded(sent).getItem()))
        .as("what is refused stays where its problem says it is")
        .startsWith("q7", "q6");
  }

  private static List<String> linkIds(
      List<QuestionnaireResponse.QuestionnaireResponseItemComponent> items) {
    return items.stream().map(item -> item.getLinkId()).toList();
  }

  @Test
  void whatCanBeCodedIsCodedBesideAWrongAnswer() {
    var response = ScoringTest.response("gad-7", List.of(1, 2, 9));
    response.addItem().setLinkId("q1").addAnswer().setValue(new IntegerType(3));
    var coded = of("1.0.0").coded(response);
    assertThat(coded.getItem().get(0).getAnswerFirstRep().getValueCoding().getCode())
        .isEqualTo("frequency-1");
    assertThat(coded.getItem().get(2).getAnswerFirstRep().getValueIntegerType().getValue())
        .isEqualTo(9);
    assertThat(coded.getItem().get(3).getAnswerFirstRep().getValueIntegerType().getValue())
        .as("a second answer is not made the first")
        .isEqualTo(3);
  }

  @Test
  void theVersionByWhichAnswersWereReadIsNamed() {
    var response = ScoringTest.response("gad-7", List.of(1, 2)).setQuestionnaire(GAD);
    assertThat(of("1.9.0", "1.10.0").coded(response).getQuestionnaire()).isEqualTo(GAD + "|1.10.0");
  }

  @Test
  void aResponseWithoutAnythingHasAllItsProblemsNamed() {
    var refused = (Assessment.Refused) of("1.0.0").assess(new QuestionnaireResponse());
    assertThat(refused.problems()).hasSize(1);
    var nothing = new QuestionnaireResponse().setQuestionnaire(GAD + "|1.0.0");
    assertThat(((Assessment.Refused) of("1.0.0").assess(nothing)).problems())
        .extracting(problem -> problem.location())
        .containsExactly("QuestionnaireResponse.status", "QuestionnaireResponse.subject");
  }

  private static Questionnaires of(String... versions) {
    return Questionnaires.of(
        List.of(versions).stream().map(VersionsTest::gad).toList(), PackagedTerminology.packaged());
  }

  private static Questionnaire gad(String version) {
    var shipped =
        Definitions.packaged(Questionnaire.class).stream()
            .filter(one -> one.getUrl().equals(GAD))
            .findFirst()
            .orElseThrow();
    shipped.setVersion(version);
    return shipped;
  }
}
