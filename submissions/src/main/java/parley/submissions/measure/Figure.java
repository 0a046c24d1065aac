package parley.submissions.measure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import parley.submissions.engine.CountedPopulation;

/**
 * One exact figure, not for publication.
 *
 * @param measure of which measure
 * @param population whom it is of
 * @param numerator count or sum; empty for a median
 * @param denominator what it is held against; empty for counts and sums
 * @param value count, sum, per cent, mean or median; rates and means with one decimal, rounded half
 *     up. Empty when the denominator is 0
 */
public record Figure(
    MeasureDefinition measure,
    CountedPopulation population,
    Optional<BigDecimal> numerator,
    Optional<BigDecimal> denominator,
    Optional<BigDecimal> value) {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** A figure of what was counted. */
  static Figure of(
      MeasureDefinition measure,
      CountedPopulation population,
      Optional<BigDecimal> numerator,
      Optional<BigDecimal> denominator,
      Optional<BigDecimal> statistic) {
    var value =
        switch (measure.kind()) {
          case COUNT, SUM -> numerator;
          case RATE -> divided(numerator.orElseThrow().multiply(HUNDRED), denominator);
          case MEAN -> divided(numerator.orElseThrow(), denominator);
          case MEDIAN -> statistic.map(median -> median.setScale(1, RoundingMode.HALF_UP));
        };
    return new Figure(measure, population, numerator, denominator, value);
  }

  /** The figure of a population in which nobody was found. */
  static Figure none(MeasureDefinition measure, CountedPopulation population) {
    var zero = Optional.of(BigDecimal.ZERO);
    return switch (measure.kind()) {
      case COUNT, SUM -> of(measure, population, zero, Optional.empty(), Optional.empty());
      case RATE, MEAN -> of(measure, population, zero, zero, Optional.empty());
      case MEDIAN -> of(measure, population, Optional.empty(), zero, Optional.empty());
    };
  }

  private static Optional<BigDecimal> divided(BigDecimal part, Optional<BigDecimal> whole) {
    return whole
        .filter(denominator -> denominator.signum() != 0)
        .map(denominator -> part.divide(denominator, 1, RoundingMode.HALF_UP));
  }
}
