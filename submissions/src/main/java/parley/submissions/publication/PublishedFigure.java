package parley.submissions.publication;

import java.math.BigDecimal;
import java.util.Optional;
import parley.submissions.disclosure.Shown;
import parley.submissions.measure.MeasureDefinition;

/**
 * One figure as anyone may see it.
 *
 * @param breakdown {@code total}, {@code gender}, {@code age-group}, {@code ethnic-group} or {@code
 *     long-term-condition}
 * @param category of the breakdown; {@code all} of the total
 * @param numerator rounded count that the value is made of; empty when the measure has none
 * @param denominator rounded count that it is held against; empty when the measure has none
 * @param complement of a percentage: rounded count of those in the denominator and not in the
 *     numerator; empty of other figures
 * @param value empty when it is hidden
 */
public record PublishedFigure(
    MeasureDefinition measure,
    Place place,
    String breakdown,
    String category,
    Optional<Shown> numerator,
    Optional<Shown> denominator,
    Optional<Shown> complement,
    Optional<BigDecimal> value) {

  /** Whether a reader sees {@code *}. */
  public boolean isHidden() {
    return value.isEmpty();
  }
}
