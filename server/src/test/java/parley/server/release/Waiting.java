package parley.server.release;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what comes of itself. */
final class Waiting {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Waiting() {}

  static void until(BooleanSupplier come) {
    var end = Instant.now().plus(PATIENCE);
    while (!come.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("it did not come within " + PATIENCE);
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
