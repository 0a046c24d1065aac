package parley.server.work;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Whether something that is being made is still wanted, asked of its register now and then. */
public final class StillWanted {

  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private StillWanted() {}

  /** The same question, which is put at most once a second; between, the answer is yes. */
  public static BooleanSupplier nowAndThen(BooleanSupplier register) {
    var asked = new AtomicLong(System.nanoTime() - PAUSE);
    return () -> {
      if (System.nanoTime() - asked.get() < PAUSE) {
        return true;
      }
      asked.set(System.nanoTime());
      return register.getAsBoolean();
    };
  }
}
