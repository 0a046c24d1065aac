package parley.server.outcome;

import java.time.Clock;
import java.util.ArrayList;
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
  private final Clock clock;

  ScoringRule(Questionnaires questionnaires, Clock clock) {
    this.questionnaires = questionnaires;
    this.clock = clock;
  }

  /**
   * A score sent alone gets the codes and unit that a score of a response has; answers become the
   * options of their questionnaire, in its order, and the version is named. So it is beside what is
   * refused too, so that only what is wrong is found wrong.
   */
  @Override
  public void settle(Resource resource) {
    if (resource instanceof Observation observation) {
      var check = questionnaires.checkScore(observation);
      if (check instanceof ScoreCheck.Accepted accepted) {
        accepted.score().copyValues(observation);
      } else if (check instanceof ScoreCheck.Refused refused) {
        refused.score().copyValues(observation);
      }
    }
    if (resource instanceof QuestionnaireResponse response && questionnaires.knows(response)) {
      questionnaires.coded(response.copy()).copyValues(response);
    }
  }

  @Override
  public List<Problem> check(Resource resource) {
    if (resource instanceof QuestionnaireResponse response && questionnaires.knows(response)) {
      var problems = new ArrayList<Problem>();
      if (questionnaires.assess(response) instanceof Assessment.Refused refused) {
        problems.addAll(refused.problems());
      }
      problems.addAll(questionnaires.checkMoment(response, clock.instant()));
      return problems;
    }
    return resource instanceof Observation observation
            && observation.getStatus() != Observation.ObservationStatus.ENTEREDINERROR
        ? check(observation)
        : List.of();
  }

  private List<Problem> check(Observation observation) {
    var problems = new ArrayList<Problem>();
    if (questionnaires.checkScore(observation) instanceof ScoreCheck.Refused refused) {
      problems.addAll(refused.problems());
    }
    problems.addAll(questionnaires.checkAnswer(observation));
    problems.addAll(questionnaires.checkMoment(observation, clock.instant()));
    return problems.stream().distinct().toList();
  }
}
