package parley.server.terminologyload;

import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import parley.server.work.DaemonThreads;

/** A line every few seconds that says how far loading is. */
final class Progress implements AutoCloseable {

  private static final long EVERY_SECONDS = 5;

  private final PrintStream out;
  private final AtomicReference<Supplier<String>> line = new AtomicReference<>(() -> "starting");
  private final ScheduledExecutorService clock;

  private Progress(PrintStream out) {
    this.out = out;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("terminology-progress"));
  }

  static Progress on(PrintStream out) {
    var progress = new Progress(out);
    progress.clock.scheduleAtFixedRate(
        progress::print, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    return progress;
  }

  /** Prints what begins now, and this from time to time until the next. */
  void now(Supplier<String> next) {
    line.set(next);
    print();
  }

  private void print() {
    out.println("  " + line.get().get());
    out.flush();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
