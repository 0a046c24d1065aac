package parley.camelroutes;

import java.time.Duration;

/**
 * How long a message waits for a store that is away, before its sender is told.
 *
 * @param retries tries after the first
 * @param initialDelay before the first of them
 * @param multiplier by which each delay is longer than the one before
 */
public record Backoff(int retries, Duration initialDelay, double multiplier) {

  /** 5 retries within some 6 seconds. */
  public static Backoff usual() {
    return new Backoff(5, Duration.ofMillis(200), 2);
  }
}
