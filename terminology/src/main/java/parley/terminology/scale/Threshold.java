package parley.terminology.scale;

import java.math.BigDecimal;

/**
 * A score, or a change of score, that decides something.
 *
 * @param value the threshold itself counts: a score of {@code value} is at caseness, a change of
 *     {@code value} is reliable
 * @param source where the figure was read
 * @param verified false when the file marks the figure {@code UNVERIFIED}
 */
public record Threshold(BigDecimal value, String source, boolean verified) {

  /** Whether a score, or a change without its sign, is at or beyond the threshold. */
  public boolean reachedBy(BigDecimal amount) {
    return amount.compareTo(value) >= 0;
  }
}
