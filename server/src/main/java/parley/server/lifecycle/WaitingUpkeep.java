package parley.server.lifecycle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import parley.server.work.Upkeep;

/**
 * Works off what was written soon after it was, so that who asks for those who wait finds little to
 * do, however much was written since somebody last asked.
 */
public final class WaitingUpkeep implements DisposableBean {

  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final WaitingList list;
  private final CountDownLatch begun = new CountDownLatch(1);

  /** Who asks while it fails has it done then. */
  private final Upkeep upkeep =
      new Upkeep("waiting-upkeep", "Rows of those who wait were not made");

  WaitingUpkeep(WaitingList list) {
    this.list = list;
  }

  /** Waits until what was written before the start is worked off, or a time has passed. */
  public boolean await(Duration longest) throws InterruptedException {
    return begun.await(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  @EventListener
  void begin(ApplicationReadyEvent event) {
    upkeep.every(this::first, PERIOD, list::bringUpToDate);
  }

  @EventListener
  void end(ContextClosedEvent event) {
    list.close();
    upkeep.close();
  }

  /** Once before anybody asks, who would not wait for so much. */
  private void first() {
    try {
      list.complete();
      list.bringUpToDate();
    } finally {
      begun.countDown();
    }
  }

  @Override
  public void destroy() {
    upkeep.close();
  }
}
