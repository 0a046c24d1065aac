package parley.submissions.course;

import java.util.Optional;
import parley.terminology.scale.Scale;

/**
 * The scale that is paired with PHQ-9.
 *
 * @param scale the anxiety or disorder measure
 * @param problem the latest primary problem, which chooses it
 * @param ground why this scale
 * @param verified false when the link from problem to measure is Parley's own reading
 */
public record MeasureChoice(
    Scale scale, Optional<PresentingProblem> problem, Ground ground, boolean verified) {

  /** Why a scale is the measure. */
  public enum Ground {
    /** It is the measure of the problem. */
    MEASURE_OF_PROBLEM,
    /** The problem has no measure of its own. */
    PROBLEM_WITHOUT_MEASURE,
    /** The problem's measure has no pair of scores. */
    FALL_BACK,
    NO_PRIMARY_PROBLEM
  }
}
