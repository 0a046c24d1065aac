package parley.server.export;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import parley.server.work.Upkeep;

/** Runs {@link Exports#sweep} from time to time, and once for what an earlier process left. */
final class ExportSweep implements ApplicationListener<ApplicationReadyEvent>, DisposableBean {

  private final Exports exports;
  private final DeidentifiedExports deidentified;
  private final ExportSettings settings;
  private final boolean alone;
  private final Upkeep upkeep = new Upkeep("export-sweep", "exports were not looked after");

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
      upkeep.now(exports::failAll);
    }
    upkeep.every(settings.sweep(), () -> exports.sweep(settings.stalled(), settings.keep()));
    upkeep.every(settings.sweep(), () -> deidentified.sweep(settings.keep(), alone));
  }

  @Override
  public void destroy() {
    upkeep.close();
  }
}
