package parley.server.submission;

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
import parley.submissions.build.SubmissionType;
import parley.submissions.calendar.SubmissionCalendar;
import parley.terminology.England;

/**
 * Builds drafts by the calendar: from so many days before a window closes on as the settings say
 * (seven by default), the primary and the refresh that it takes, unless somebody has built them
 * since the month ended. A draft is all it makes; sending is a person's act.
 */
final class SubmissionTimer implements ApplicationListener<ApplicationReadyEvent>, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(SubmissionTimer.class);
  private static final String CALENDAR = "the calendar";

  private final SubmissionSettings.Timed timed;
  private final SubmissionCalendar calendar;
  private final RegisterRows rows;
  private final BuildQueue queue;
  private final Clock clock;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "submission-timer");
            thread.setDaemon(true);
            return thread;
          });

  SubmissionTimer(SubmissionSettings settings, RegisterRows rows, BuildQueue queue, Clock clock) {
    this.timed = settings.timed();
    this.calendar = settings.calendar();
    this.rows = rows;
    this.queue = queue;
    this.clock = clock;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    if (!timed.providers().isEmpty()) {
      looks.scheduleWithFixedDelay(
          this::attempt, 0, timed.look().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** What fails is tried again the next time; a task that throws would never run again. */
  private void attempt() {
    try {
      look(LocalDate.now(clock.withZone(England.TIME)));
    } catch (RuntimeException e) {
      LOG.warn("drafts were not built: {}", e.getClass().getSimpleName());
    }
  }

  /** Orders what is due on a day. */
  void look(LocalDate today) {
    var window =
        calendar
            .on(today)
            .filter(one -> !today.isBefore(one.closes().minusDays(timed.daysBefore())));
    if (window.isEmpty()) {
      return;
    }
    for (var provider : timed.providers()) {
      order(provider, window.get().primary(), SubmissionType.PRIMARY);
      order(provider, window.get().refresh(), SubmissionType.REFRESH);
    }
  }

  private void order(String provider, YearMonth period, SubmissionType type) {
    if (rows.exists(provider, period, type)) {
      return;
    }
    queue.order(
        new BuildRequest(
            provider,
            period,
            type,
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            CALENDAR));
  }

  @Override
  public void destroy() {
    looks.shutdownNow();
  }
}
