package parley.server;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.ConfigurableApplicationContext;
import sun.misc.Signal;

/**
 * Stops the gateway in order when the process is told to end. The JVM runs its shutdown hooks all
 * at once, and the embedded PostgreSQL has one: it would stop under the messages that are still in
 * work. So the gateway is closed before the hooks run.
 */
final class StopSignals {

  /** What a shell adds to the signal number for the exit code of a process that one ended. */
  private static final int BY_SIGNAL = 128;

  private final AtomicReference<ConfigurableApplicationContext> started = new AtomicReference<>();

  /** Listens from the first moment on; before the gateway has started there is nothing in work. */
  static StopSignals listen() {
    var signals = new StopSignals();
    for (var name : List.of("TERM", "INT", "HUP")) {
      Signal.handle(new Signal(name), signals::stop);
    }
    return signals;
  }

  /** The gateway to close. */
  void started(ConfigurableApplicationContext context) {
    started.set(context);
  }

  private void stop(Signal signal) {
    var context = started.getAndSet(null);
    if (context != null) {
      context.close();
    }
    System.exit(BY_SIGNAL + signal.getNumber());
  }
}
