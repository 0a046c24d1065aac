package parley.submissions.course;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.submissions.course.MeasureChoice.Ground;
import parley.submissions.course.PresentingProblem.Significance;
import parley.terminology.scale.DisorderMeasures;
import parley.terminology.scale.Scale;
import parley.terminology.scale.Scales;

/**
 * Which scale is paired with PHQ-9: the measure of the latest primary problem, or GAD-7 when that
 * measure has no pair of scores (PMC5942544, table 2).
 */
final class MeasureSelection {

  private static final Comparator<PresentingProblem> LATEST =
      Comparator.<PresentingProblem, LocalDate>comparing(
              problem -> problem.recorded().orElse(LocalDate.MIN))
          .thenComparing(PresentingProblem::id);

  private final Scale gad7;
  private final DisorderMeasures measures;

  MeasureSelection(Scales scales, DisorderMeasures measures) {
    this.gad7 = scales.get(Scale.GAD_7);
    this.measures = measures;
  }

  MeasureChoice choose(List<PresentingProblem> problems, Map<String, ScorePair> pairs) {
    var primary =
        problems.stream()
            .filter(problem -> problem.significance() == Significance.PRIMARY)
            .max(LATEST);
    if (primary.isEmpty()) {
      return new MeasureChoice(gad7, primary, Ground.NO_PRIMARY_PROBLEM, true);
    }
    var choice = primary.flatMap(problem -> measures.of(problem.system(), problem.code()));
    if (choice.isEmpty()) {
      return new MeasureChoice(gad7, primary, Ground.PROBLEM_WITHOUT_MEASURE, true);
    }
    var own = choice.get();
    return keeps(own.scale(), pairs)
        ? new MeasureChoice(own.scale(), primary, Ground.MEASURE_OF_PROBLEM, own.verified())
        : new MeasureChoice(gad7, primary, Ground.FALL_BACK, own.verified());
  }

  /** A pair keeps it; without any pair a first score does, so that caseness can be said. */
  private boolean keeps(Scale own, Map<String, ScorePair> pairs) {
    return isPaired(own, pairs) || (pairs.containsKey(own.id()) && !isPaired(gad7, pairs));
  }

  private static boolean isPaired(Scale scale, Map<String, ScorePair> pairs) {
    return Optional.ofNullable(pairs.get(scale.id())).flatMap(ScorePair::last).isPresent();
  }
}
