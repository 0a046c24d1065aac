package parley.camelroutes.outbox;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * When a message that did not arrive is tried again: each time twice as long as before, up to the
 * longest delay, and never exactly, so that many waiting for one receiver do not come back at once.
 * There is no last try.
 *
 * @param first delay after the first failure
 * @param longest no delay is longer, but for the receiver's own wish
 * @param openAfter failures of a destination in a row after which its circuit opens
 * @param openFor how long an open circuit lets nothing through, before one probe
 */
public record RetryTimes(Duration first, Duration longest, int openAfter, Duration openFor) {

  /** A wish of the receiver is followed up to this. */
  private static final Duration LONGEST_WISH = Duration.ofHours(6);

  public RetryTimes {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0 || openAfter < 1) {
      throw new IllegalArgumentException(
          "the first delay is above zero, the longest not below it, and a circuit opens after at"
              + " least one failure");
    }
  }

  /** 2 s, doubled up to 5 min; the circuit opens after 5 failures, for 30 s. */
  public static RetryTimes usual() {
    return new RetryTimes(Duration.ofSeconds(2), Duration.ofMinutes(5), 5, Duration.ofSeconds(30));
  }

  /**
   * The delay after a failed try.
   *
   * @param attempts how often it was tried, from 1
   * @param wish how long the receiver asks to be left alone, zero for nothing said
   * @param random gives a number from 0 to below 1
   * @return three quarters to five quarters of the doubled delay; not less than the wish
   */
  Duration delay(int attempts, Duration wish, DoubleSupplier random) {
    var doublings = Math.min(Math.max(attempts - 1, 0), 40);
    var grown = Math.min(first.toMillis() * Math.pow(2, doublings), (double) longest.toMillis());
    var delay = Duration.ofMillis((long) (grown * (0.75 + random.getAsDouble() / 2)));
    var bounded = wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
    return delay.compareTo(bounded) < 0 ? bounded : delay;
  }
}
