package parley.camelroutes.mesh;

import java.time.Duration;

/** Waits between two tries; a seam, so that tests need not. */
interface Pause {

  void of(Duration time) throws InterruptedException;

  /** Really waits. */
  static Pause sleeping() {
    return time -> Thread.sleep(time.toMillis());
  }
}
