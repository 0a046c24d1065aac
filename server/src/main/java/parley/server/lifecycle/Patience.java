package parley.server.lifecycle;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/** How much longer somebody waits who asked. */
final class Patience {

  private static final Duration ENDLESS = Duration.ofDays(1_000);

  private final long began = System.nanoTime();
  private final Duration longest;

  private Patience(Duration longest) {
    this.longest = longest;
  }

  static Patience of(Duration longest) {
    return new Patience(longest);
  }

  static Patience endless() {
    return new Patience(ENDLESS);
  }

  boolean isEndless() {
    return longest.equals(ENDLESS);
  }

  boolean isOver() {
    return left() <= 0;
  }

  /** Milliseconds; zero or less when it is over. */
  long left() {
    return longest.toMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  /** Takes a lock; false when it was not to be had, or the thread is to end. */
  boolean take(Lock lock) {
    try {
      return lock.tryLock(left(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
