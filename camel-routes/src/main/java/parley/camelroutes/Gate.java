package parley.camelroutes;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Whether new messages may come in. It closes when the Camel context begins to stop, so that what
 * is in work is finished and answered while nothing new is read.
 */
final class Gate extends LifecycleStrategySupport {

  private final AtomicBoolean open = new AtomicBoolean(true);
  private final AtomicInteger connections = new AtomicInteger();

  boolean isOpen() {
    return open.get();
  }

  /** Counts a connection in; the caller counts it out whatever the answer. */
  boolean admits(int limit) {
    return connections.incrementAndGet() <= limit && open.get();
  }

  void leave() {
    connections.decrementAndGet();
  }

  @Override
  public void onContextStopping(CamelContext context) {
    open.set(false);
  }
}
