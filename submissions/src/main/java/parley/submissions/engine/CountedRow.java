package parley.submissions.engine;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * One row of the result of a measure.
 *
 * @param measure id of the measure
 * @param population whom it is of
 * @param numerator count or sum; empty when the measure has none
 * @param denominator what it is held against; empty when the measure has none
 * @param statistic a figure that SQL itself gives, such as a median; empty when the measure has
 *     none
 */
public record CountedRow(
    String measure,
    CountedPopulation population,
    Optional<BigDecimal> numerator,
    Optional<BigDecimal> denominator,
    Optional<BigDecimal> statistic) {}
