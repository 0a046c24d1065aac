package parley.submissions.course;

import java.util.Optional;
import parley.submissions.course.Trajectory.Reason;
import parley.terminology.scale.Scale;
import parley.terminology.scale.Scales;
import parley.terminology.scale.Threshold;

/**
 * Parley's own transparent rule for whether a course is on track; the method and what it is not are
 * written down in {@code docs/outcomes.md}. It compares latest with first scores by the same
 * thresholds as the outcome, and waits for the sixth treatment before it calls a course without
 * change not on track.
 */
public final class TrajectoryRule {

  /**
   * Symptoms of anxiety that will improve had begun to by the third session, but a group of people
   * with depression improved only after the sixth (PMC6428692, 4,394 people of two services).
   */
  static final int TREATMENTS_BEFORE_JUDGEMENT = 6;

  private final Scale phq9;

  public TrajectoryRule(Scales scales) {
    this.phq9 = scales.get(Scale.PHQ_9);
  }

  /** The status of a course by its scores so far. */
  public Trajectory of(CourseFacts facts) {
    var measure = facts.measure().scale();
    var unverified =
        facts.measurePair().isPresent()
            && !(isVerified(measure.caseness()) && isVerified(measure.reliableChange()));
    return Trajectory.of(reason(facts), unverified);
  }

  private Reason reason(CourseFacts facts) {
    var measure = facts.measure().scale();
    if (deteriorated(facts.phq9(), phq9) || deteriorated(facts.measurePair(), measure)) {
      return Reason.DETERIORATED;
    }
    if (facts.reliableChange().is(ReliableChange.IMPROVEMENT)) {
      return Reason.IMPROVED;
    }
    var lastPhq9 = facts.phq9().flatMap(ScorePair::last);
    var lastMeasure = facts.measurePair().flatMap(ScorePair::last);
    if (lastPhq9.isEmpty() || lastMeasure.isEmpty()) {
      return Reason.MISSING_SCORES;
    }
    if (facts.reliableChange().value().isEmpty() || measure.caseness().isEmpty()) {
      return Reason.NO_THRESHOLD;
    }
    if (isBelow(lastPhq9.get(), phq9) && isBelow(lastMeasure.get(), measure)) {
      return Reason.BELOW_CASENESS;
    }
    return facts.treatments().size() < TREATMENTS_BEFORE_JUDGEMENT
        ? Reason.TOO_EARLY
        : Reason.NO_CHANGE_BY_SIXTH_TREATMENT;
  }

  /** Of one measure alone, even if the other improved: better to look once too often. */
  private static boolean deteriorated(Optional<ScorePair> pair, Scale scale) {
    return pair.flatMap(ScorePair::last).isPresent()
        && scale
            .reliableChange()
            .filter(
                threshold ->
                    Outcomes.change(pair, threshold.value()) == ReliableChange.DETERIORATION)
            .isPresent();
  }

  private static boolean isBelow(Score score, Scale scale) {
    return !scale.caseness().orElseThrow().reachedBy(score.value());
  }

  private static boolean isVerified(Optional<Threshold> threshold) {
    return threshold.filter(Threshold::verified).isPresent();
  }
}
