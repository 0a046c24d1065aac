package parley.submissions.disclosure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * How counts are published.
 *
 * @param threshold counts below it are hidden, 0 included
 * @param base counts are rounded to the nearest multiple of it
 * @param leastForMeans means, medians and extremes of fewer are hidden
 */
public record SmallNumberRule(int threshold, int base, int leastForMeans) {

  /**
   * As NHS England publishes Talking Therapies: under 5 hidden, zero too, else to the nearest 5.
   * Means of fewer than 8 are hidden, as for HES since 2018, which is stricter than its 5.
   */
  public static final SmallNumberRule TALKING_THERAPIES = new SmallNumberRule(5, 5, 8);

  /** Under 8 hidden, as for HES and ECDS. */
  public static final SmallNumberRule STRICT = new SmallNumberRule(8, 5, 8);

  public SmallNumberRule {
    if (threshold < 1 || base < 2 || leastForMeans < threshold) {
      throw new IllegalArgumentException(
          "threshold from 1, base from 2, means of no fewer than the threshold");
    }
  }

  long rounded(long count) {
    return (count + base / 2) / base * base;
  }

  /** Least count that is published so. */
  long least(long rounded) {
    return Math.max(threshold, rounded - base / 2);
  }

  /** Greatest count that is published so. */
  long greatest(long rounded) {
    return rounded + base - 1 - base / 2;
  }

  /**
   * A percentage from the rounded counts, with one decimal; empty when any of the three is hidden.
   * It is the numerator of itself and the complement: what rounding does to both then goes into the
   * whole too, and of {@code n} people the rate is off by no more than {@code 200 / n} points,
   * where divided by the rounded denominator it can be twice as much.
   *
   * @param complement the count of those who are in the denominator and not in the numerator
   */
  public Optional<BigDecimal> percentage(Shown numerator, Shown denominator, Shown complement) {
    if (numerator instanceof Shown.Count part
        && denominator instanceof Shown.Count
        && complement instanceof Shown.Count rest) {
      return percentage(part, new Shown.Count(part.rounded() + rest.rounded()));
    }
    return Optional.empty();
  }

  /** A percentage of two rounded counts, with one decimal; empty when either is hidden. */
  public Optional<BigDecimal> percentage(Shown numerator, Shown denominator) {
    if (numerator instanceof Shown.Count part && denominator instanceof Shown.Count whole) {
      return Optional.of(
          BigDecimal.valueOf(100 * part.rounded())
              .divide(BigDecimal.valueOf(whole.rounded()), 1, RoundingMode.HALF_UP));
    }
    return Optional.empty();
  }
}
