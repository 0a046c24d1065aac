package parley.mappings.selfreferral;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.Problem;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.questionnaire.Assessment;
import parley.mappings.questionnaire.AssessmentWrites;
import parley.mappings.questionnaire.Questionnaires;
import parley.terminology.Systems;

/**
 * The questionnaires within the form, each as a response of its own, with its scores and alerts.
 */
final class Instruments {

  static final List<String> NAMES = List.of("phq-9", "gad-7");

  private final Questionnaires questionnaires;
  private final List<QuestionnaireResponse> responses = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  Instruments(Questionnaires questionnaires) {
    this.questionnaires = questionnaires;
  }

  /**
   * Reads what was answered of them; one without any answer is none.
   *
   * @param whole the response to the form, with its id and subject
   */
  void read(
      FormAnswers answers, QuestionnaireResponse whole, Reference referral, Reference course) {
    for (var name : NAMES) {
      var items = answers.of(name, whole);
      if (!items.isEmpty()) {
        var response = new QuestionnaireResponse();
        response.setId(RecordIds.of("QuestionnaireResponse", whole.getIdPart(), name));
        response.addExtension(new Extension(Systems.EXT_EPISODE_OF_CARE, course.copy()));
        response.addBasedOn(referral.copy());
        questionnaires.versioned(Systems.questionnaire(name)).ifPresent(response::setQuestionnaire);
        response.setStatus(QuestionnaireResponseStatus.COMPLETED);
        response.setSubject(whole.getSubject().copy());
        response.setAuthoredElement(whole.getAuthoredElement().copy());
        response.setAuthor(whole.getSubject().copy());
        response.setSource(whole.getSubject().copy());
        response.setItem(items);
        assess(response);
      }
    }
  }

  private void assess(QuestionnaireResponse response) {
    var assessment = questionnaires.assess(response);
    if (assessment instanceof Assessment.Refused refused) {
      problems.addAll(refused.problems());
      return;
    }
    if (assessment instanceof Assessment.Scored scored) {
      problems.addAll(scored.warnings());
    }
    responses.add(response);
    entries.add(Write.always(questionnaires.coded(response)));
    entries.addAll(AssessmentWrites.of(assessment));
  }

  List<QuestionnaireResponse> responses() {
    return responses;
  }

  /** Responses, scores, Flags and Tasks, targets first. */
  List<Entry> entries() {
    return entries;
  }

  /** What stops them, and warnings. */
  List<Problem> problems() {
    return problems;
  }
}
