package parley.server.lifecycle;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;

/**
 * Reads the open courses once after a start, so that the first who asks for the worklist of those
 * who wait does not wait for it. Who asks meanwhile gets the whole list when it is read.
 */
public final class WaitingWarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(WaitingWarmUp.class);

  private final WaitingCourses courses;
  private volatile boolean done;

  WaitingWarmUp(WaitingCourses courses) {
    this.courses = courses;
  }

  /** Whether it is over, well or not. */
  public boolean isDone() {
    return done;
  }

  @EventListener
  void begin(ApplicationReadyEvent event) {
    var thread = new Thread(this::run, "waiting-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  @EventListener
  void end(ContextClosedEvent event) {
    courses.close();
  }

  private void run() {
    try {
      courses.open();
    } catch (DataAccessException e) {
      // The first who asks reads them then.
      LOG.warn("Open courses were not read ahead: {}", e.getClass().getSimpleName());
    } finally {
      done = true;
    }
  }
}
