package parley.camelroutes;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all MLLP connections together may fill with frames that are not answered yet.
 * Without it as many frames of the largest size as there are connections could be held at once.
 * Each connection has a part of its own beside it, so that ordinary messages pass while others
 * exhaust what is shared.
 */
final class FrameBudget {

  /** Bytes that a connection may hold without a share; far more than an ordinary message has. */
  static final int EACH = 128 * 1024;

  private final long limit;
  private final AtomicLong held = new AtomicLong();

  /**
   * A budget of which nothing is used.
   *
   * @param limit bytes beyond which nobody may ask for more
   */
  FrameBudget(long limit) {
    this.limit = limit;
  }

  /** Counts bytes in, or out when negative. */
  void add(long bytes) {
    held.addAndGet(bytes);
  }

  /** Whether more is held than may be. What was read last may go beyond it. */
  boolean exceeded() {
    return held.get() > limit;
  }

  /** Bytes counted now. */
  long held() {
    return held.get();
  }
}
