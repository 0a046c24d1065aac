package parley.terminology.scale;

import java.math.BigDecimal;

/**
 * Scores that a scale's authors give one word for.
 *
 * @param low lowest score of the band, included
 * @param high highest score of the band, included
 * @param label the word, such as {@code moderate}
 * @param source where the band was read
 */
public record SeverityBand(BigDecimal low, BigDecimal high, String label, String source) {

  boolean holds(BigDecimal score) {
    return low.compareTo(score) <= 0 && score.compareTo(high) <= 0;
  }
}
