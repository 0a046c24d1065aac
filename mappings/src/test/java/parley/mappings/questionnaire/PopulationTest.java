package parley.mappings.questionnaire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;
import parley.terminology.PackagedTerminology;
import parley.terminology.Systems;

class PopulationTest {

  private static final Coding NOT_APPLICABLE =
      new Coding(Systems.codeSystem("questionnaire-answer"), "NA", "Not applicable");

  private final Questionnaires questionnaires =
      Questionnaires.packaged(PackagedTerminology.packaged());

  @Test
  void holdsWhatIsKnownAndNothingElse() {
    var facts =
        new KnownFacts(
            new Reference("Patient/1"),
            Optional.of(new Reference("Practitioner/2")),
            Optional.of(new Reference("Encounter/3")),
            Optional.of(new Reference("ServiceRequest/4")),
            Optional.of(new Reference("EpisodeOfCare/5")),
            Optional.empty());
    var begun = questionnaires.populate(Systems.questionnaire("phq-9"), facts).orElseThrow();
    assertThat(begun.getStatus()).isEqualTo(QuestionnaireResponseStatus.INPROGRESS);
    assertThat(begun.getQuestionnaire()).isEqualTo(Systems.questionnaire("phq-9") + "|1.0.0");
    assertThat(begun.getSubject().getReference()).isEqualTo("Patient/1");
    assertThat(begun.getAuthor().getReference()).isEqualTo("Practitioner/2");
    assertThat(begun.getEncounter().getReference()).isEqualTo("Encounter/3");
    assertThat(begun.getBasedOnFirstRep().getReference()).isEqualTo("ServiceRequest/4");
    assertThat(
            ((Reference) begun.getExtensionByUrl(Systems.EXT_EPISODE_OF_CARE).getValue())
                .getReference())
        .isEqualTo("EpisodeOfCare/5");
    assertThat(begun.hasItem()).isFalse();
    assertThat(begun.hasAuthored()).isFalse();
    assertThat(questionnaires.assess(begun)).isInstanceOf(Assessment.Unfinished.class);
  }

  @Test
  void carriesThatWorkDoesNotApplyAndNoOtherAnswer() {
    var begun = wsasAfter(NOT_APPLICABLE);
    assertThat(begun.getItem()).hasSize(1);
    assertThat(begun.getItemFirstRep().getLinkId()).isEqualTo("work");
    assertThat(begun.getItemFirstRep().getAnswerFirstRep().getValueCoding().getCode())
        .isEqualTo("NA");
    assertThat(questionnaires.assess(begun)).isInstanceOf(Assessment.Unfinished.class);
    assertThat(wsasAfter(new IntegerType(5)).hasItem()).isFalse();
  }

  @Test
  void knowsNoOtherQuestionnairesOrVersions() {
    var facts = KnownFacts.of(new Reference("Patient/1"));
    assertThat(questionnaires.populate("https://nobody.example/Questionnaire/x", facts)).isEmpty();
    assertThat(questionnaires.populate(Systems.questionnaire("wsas") + "|0.0.1", facts)).isEmpty();
  }

  private QuestionnaireResponse wsasAfter(Type work) {
    var previous = new QuestionnaireResponse();
    previous.addItem().setLinkId("work").addAnswer().setValue(work);
    previous.addItem().setLinkId("relationships").addAnswer().setValue(new IntegerType(3));
    var facts =
        new KnownFacts(
            new Reference("Patient/1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(previous));
    return questionnaires.populate(Systems.questionnaire("wsas") + "|1.0.0", facts).orElseThrow();
  }
}
