package parley.mappings.questionnaire;

import java.util.List;
import org.hl7.fhir.r4.model.Observation;
import parley.mappings.Problem;

/** What is to be said of an Observation that may be a score sent by itself. */
public sealed interface ScoreCheck {

  /**
   * A score within its rules.
   *
   * @param questionnaire canonical URL of the questionnaire, without version
   * @param linkId the item that it is the score or answer of
   * @param score a copy in the form that scores are stored in: every code of the scale, the value
   *     as a Quantity with its unit and decimals, category survey
   */
  record Accepted(String questionnaire, String linkId, Observation score) implements ScoreCheck {}

  /**
   * A score that breaks a rule of its scale.
   *
   * @param problems all of them
   * @param score a copy in the form of an accepted one as far as that goes, so that nothing else is
   *     found wrong with it
   */
  record Refused(List<Problem> problems, Observation score) implements ScoreCheck {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /** None of its codes is that of a scale Parley knows. */
  record NotAScore() implements ScoreCheck {}
}
