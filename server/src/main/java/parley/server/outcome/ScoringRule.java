package parley.server.outcome;

import java.util.List;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Problem;
import parley.mappings.questionnaire.Assessment;
import parley.mappings.questionnaire.Questionnaires;
import parley.mappings.questionnaire.ScoreCheck;
import parley.server.fhir.RecordRule;

/** Answers and scores keep the rules of their instrument, whichever way they come. */
final class ScoringRule implements RecordRule {

  private final Questionnaires questionnaires;

  ScoringRule(Questionnaires questionnaires) {
    this.questionnaires = questionnaires;
  }

  /**
   * A score sent alone gets the codes and unit that a score of a response has; answers become the
   * options of their questionnaire.
   */
  @Override
  public void settle(Resource resource) {
    if (resource instanceof Observation observation
        && questionnaires.checkScore(observation) instanceof ScoreCheck.Accepted accepted) {
      accepted.score().copyValues(observation);
    }
    if (resource instanceof QuestionnaireResponse response
        && questionnaires.knows(response)
        && !(questionnaires.assess(response) instanceof Assessment.Refused)) {
      questionnaires.coded(response.copy()).copyValues(response);
    }
  }

  @Override
  public List<Problem> check(Resource resource) {
    if (resource instanceof QuestionnaireResponse response
        && questionnaires.knows(response)
        && questionnaires.assess(response) instanceof Assessment.Refused refused) {
      return refused.problems();
    }
    if (resource instanceof Observation observation
        && observation.getStatus() != Observation.ObservationStatus.ENTEREDINERROR
        && questionnaires.checkScore(observation) instanceof ScoreCheck.Refused refused) {
      return refused.problems();
    }
    return resource instanceof Observation answer ? questionnaires.checkAnswer(answer) : List.of();
  }
}
