package parley.server.submission;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import parley.camelroutes.calendar.LookTimes;
import parley.camelroutes.calendar.TimedWork;
import parley.server.work.WorkQueue;
import parley.submissions.build.SubmissionType;
import parley.submissions.calendar.SubmissionCalendar;
import parley.terminology.England;

/**
 * Builds drafts by the calendar: from so many days before a window closes on as the settings say
 * (seven by default), the primary and the refresh that it takes, unless somebody has built them
 * since the month ended. A draft is all it makes; sending is a person's act.
 */
final class SubmissionTimer implements TimedWork {

  private static final String CALENDAR = "the calendar";

  private final SubmissionSettings.Timed timed;
  private final SubmissionCalendar calendar;
  private final RegisterRows rows;
  private final WorkQueue<BuildRequest, BuildOrdered, BuildRow> queue;
  private final Clock clock;

  SubmissionTimer(
      SubmissionSettings settings,
      RegisterRows rows,
      WorkQueue<BuildRequest, BuildOrdered, BuildRow> queue,
      Clock clock) {
    this.timed = settings.timed();
    this.calendar = settings.calendar();
    this.rows = rows;
    this.queue = queue;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "submission";
  }

  @Override
  public LookTimes times() {
    return timed.times();
  }

  @Override
  public boolean isWanted() {
    return !timed.providers().isEmpty();
  }

  /** What a stopped program left is failed first, so that it is ordered again. */
  @Override
  public void look() {
    queue.sweep();
    look(LocalDate.now(clock.withZone(England.TIME)));
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
            Asker.named(CALENDAR),
            true,
            Optional.empty()));
  }
}
