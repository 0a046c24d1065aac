package parley.server.release;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import parley.terminology.England;

/**
 * Makes the releases of every month that the settings name: from a day of the month on, unless it
 * is there. One that failed is made again at the next look, one that was refused a day later.
 */
final class ReleaseTimer implements ApplicationListener<ApplicationReadyEvent>, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(ReleaseTimer.class);
  private static final String CALENDAR = "the calendar";

  private final ReleaseSettings settings;
  private final ReleaseRows rows;
  private final ReleaseQueue queue;
  private final Clock clock;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "release-timer");
            thread.setDaemon(true);
            return thread;
          });

  ReleaseTimer(ReleaseSettings settings, ReleaseRows rows, ReleaseQueue queue, Clock clock) {
    this.settings = settings;
    this.rows = rows;
    this.queue = queue;
    this.clock = clock;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    if (!settings.timed().isEmpty()) {
      looks.scheduleWithFixedDelay(
          this::attempt, 0, settings.look().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** What fails is tried again the next time; a task that throws would never run again. */
  private void attempt() {
    try {
      look(LocalDate.now(clock.withZone(England.TIME)));
    } catch (RuntimeException e) {
      LOG.warn("releases of the month were not ordered: {}", e.getClass().getSimpleName());
    }
  }

  /** Orders what is due on a day. */
  void look(LocalDate today) {
    for (var timed : settings.timed()) {
      if (today.getDayOfMonth() >= timed.day()) {
        order(timed, YearMonth.from(today).minusMonths(timed.monthsBack()));
      }
    }
  }

  private void order(ReleaseSettings.Timed timed, YearMonth month) {
    var url = timed.agreement().replaceFirst("[|].*", "");
    var provider = timed.provider().isEmpty() ? settings.provider() : timed.provider();
    if (rows.exists(url, provider, month, timed.edition())) {
      return;
    }
    queue.order(
        new ReleaseRequest(
            new ReleaseRequest.Choice.Named(timed.agreement()),
            provider,
            month,
            month,
            timed.kind(),
            false,
            Optional.empty(),
            Optional.empty(),
            CALENDAR,
            true));
  }

  @Override
  public void destroy() {
    looks.shutdownNow();
  }
}
