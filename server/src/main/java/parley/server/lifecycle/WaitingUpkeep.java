package parley.server.lifecycle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/**
 * Works off what was written soon after it was, so that who asks for those who wait finds little to
 * do, however much was written since somebody last asked.
 */
public final class WaitingUpkeep implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(WaitingUpkeep.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final WaitingList list;
  private volatile boolean closed;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "waiting-upkeep");
            thread.setDaemon(true);
            return thread;
          });

  WaitingUpkeep(WaitingList list) {
    this.list = list;
  }

  /** Waits until what was written before the start is worked off, or a time has passed. */
  public boolean await(Duration longest) throws InterruptedException {
    return begun.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  @EventListener
  void begin(ApplicationReadyEvent event) {
    timer.execute(this::first);
    timer.scheduleWithFixedDelay(
        this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  @EventListener
  void end(ContextClosedEvent event) {
    closed = true;
    list.close();
  }

  /** Once before anybody asks, who would not wait for so much. */
  private void first() {
    try {
      list.complete();
      list.bringUpToDate();
    } catch (RuntimeException e) {
      warn(e);
    } finally {
      begun.countDown();
    }
  }

  /** What fails is tried again the next time; a task that throws would never run again. */
  private void look() {
    try {
      list.bringUpToDate();
    } catch (RuntimeException e) {
      warn(e);
    }
  }

  private void warn(RuntimeException e) {
    if (!closed) {
      // Who asks meanwhile has it done then.
      LOG.warn("Rows of those who wait were not made: {}", e.getClass().getSimpleName());
    }
  }

  @Override
  public void destroy() {
    timer.shutdownNow();
  }
}
