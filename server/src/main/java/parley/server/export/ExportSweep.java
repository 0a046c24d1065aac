package parley.server.export;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Runs {@link Exports#sweep} from time to time, and once for what an earlier process left. */
final class ExportSweep implements ApplicationListener<ApplicationReadyEvent>, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(ExportSweep.class);

  private final Exports exports;
  private final DeidentifiedExports deidentified;
  private final ExportSettings settings;
  private final boolean alone;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "export-sweep");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * A sweep that begins with the gateway.
   *
   * @param alone whether no other gateway can be on the same database: then what runs at the start
   *     is lost, and need not be waited for
   */
  ExportSweep(
      Exports exports, DeidentifiedExports deidentified, ExportSettings settings, boolean alone) {
    this.exports = exports;
    this.deidentified = deidentified;
    this.settings = settings;
    this.alone = alone;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    if (alone) {
      attempt(exports::failAll);
    }
    clock.scheduleWithFixedDelay(
        () -> {
          attempt(() -> exports.sweep(settings.stalled(), settings.keep()));
          attempt(() -> deidentified.sweep(settings.keep(), alone));
        },
        0,
        settings.sweep().toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** What fails is tried again the next time; a task that throws would never run again. */
  private static void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("exports were not looked after: {}", e.getClass().getSimpleName());
    }
  }

  @Override
  public void destroy() {
    clock.shutdownNow();
  }
}
