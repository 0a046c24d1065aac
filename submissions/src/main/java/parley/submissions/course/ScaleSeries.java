package parley.submissions.course;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.terminology.scale.Scale;
import parley.terminology.scale.Scales;
import parley.terminology.scale.SeverityBand;
import parley.terminology.scale.Threshold;

/**
 * The scores of one scale over a course, with the lines to read them by.
 *
 * @param scale the scale
 * @param points in order of time, at least one
 * @param caseness lowest score at caseness
 * @param baselineBand scores that are no reliable change from the first one
 * @param restsOnUnverified whether a line or band comes from an unverified threshold
 */
public record ScaleSeries(
    Scale scale,
    List<Point> points,
    Optional<BigDecimal> caseness,
    Optional<Band> baselineBand,
    boolean restsOnUnverified) {

  public ScaleSeries {
    points = List.copyOf(points);
  }

  /**
   * One score.
   *
   * @param score the score
   * @param severity the word for it, when the scale has bands
   * @param atCaseness empty when the threshold is not known
   */
  public record Point(Score score, Optional<String> severity, Optional<Boolean> atCaseness) {}

  /**
   * Scores closer to the baseline than the reliable change, clipped to the range of the scale: a
   * score on an edge of the unclipped band is already a reliable change.
   *
   * @param low baseline less the reliable change
   * @param high baseline plus the reliable change
   * @param lowestSame the lowest score that is no reliable change
   * @param highestSame the highest score that is no reliable change
   */
  public record Band(
      BigDecimal low, BigDecimal high, BigDecimal lowestSame, BigDecimal highestSame) {}

  /** PHQ-9, then its paired measure, then every other scored scale by id. */
  public static List<ScaleSeries> of(CourseFacts facts, Scales scales) {
    var order = new ArrayList<String>(List.of(Scale.PHQ_9, facts.measure().scale().id()));
    scales.all().stream().map(Scale::id).filter(id -> !order.contains(id)).forEach(order::add);
    return order.stream()
        .filter(facts.scores()::containsKey)
        .map(id -> of(scales.get(id), facts.scores().get(id)))
        .toList();
  }

  private static ScaleSeries of(Scale scale, List<Score> scores) {
    var points =
        scores.stream()
            .map(
                score ->
                    new Point(
                        score,
                        scale.severity(score.value()).map(SeverityBand::label),
                        scale.caseness().map(threshold -> threshold.reachedBy(score.value()))))
            .toList();
    var baseline = scores.get(0).value();
    var unverified =
        scale.caseness().filter(threshold -> !threshold.verified()).isPresent()
            || scale.reliableChange().filter(threshold -> !threshold.verified()).isPresent();
    return new ScaleSeries(
        scale,
        points,
        scale.caseness().map(Threshold::value),
        scale.reliableChange().map(change -> band(scale, baseline, change.value())),
        unverified);
  }

  private static Band band(Scale scale, BigDecimal baseline, BigDecimal change) {
    var range = scale.range().orElseThrow();
    var step = BigDecimal.ONE.movePointLeft(scale.decimals());
    return new Band(
        baseline.subtract(change).max(range.low()),
        baseline.add(change).min(range.high()),
        baseline.subtract(change).add(step).max(range.low()),
        baseline.add(change).subtract(step).min(range.high()));
  }
}
