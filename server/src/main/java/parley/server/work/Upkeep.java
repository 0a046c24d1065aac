package parley.server.work;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does something again and again, from the start of the gateway to its end. What
 * fails is logged by the name of its class, and done again the next time.
 */
public final class Upkeep implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  private final String failure;
  private final ScheduledExecutorService clock;
  private volatile boolean closed;

  /**
   * A thread that has nothing to do yet.
   *
   * @param thread its name
   * @param failure what is logged when something fails, such as {@code exports were not looked
   *     after}
   */
  public Upkeep(String thread, String failure) {
    this.failure = failure;
    this.clock = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named(thread));
  }

  /** Does something at once and so long after each time that it was done. */
  public void every(Duration pause, Runnable work) {
    schedule(Duration.ZERO, pause, work);
  }

  /** Does something once, at once, and something else so long after that and after each time. */
  public void every(Runnable first, Duration pause, Runnable work) {
    clock.execute(() -> attempt(first));
    schedule(pause, pause, work);
  }

  private void schedule(Duration first, Duration pause, Runnable work) {
    clock.scheduleWithFixedDelay(
        () -> attempt(work), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Does something now, on the thread of the caller. */
  public void now(Runnable work) {
    attempt(work);
  }

  /** A task that throws would never run again. */
  private void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.warn("{}: {}", failure, e.getClass().getSimpleName());
      }
    }
  }

  /** Does nothing any more, and says nothing of what it was at. */
  @Override
  public void close() {
    closed = true;
    clock.shutdownNow();
  }
}
