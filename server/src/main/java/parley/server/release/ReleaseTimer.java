package parley.server.release;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import parley.camelroutes.calendar.LookTimes;
import parley.camelroutes.calendar.TimedWork;
import parley.server.work.WorkQueue;
import parley.terminology.England;

/**
 * Makes the releases of every month that the settings name: from a day of the month on, unless it
 * is there. One that failed is made again at the next look, one that was refused a day later.
 */
final class ReleaseTimer implements TimedWork {

  private static final String CALENDAR = "the calendar";

  private final ReleaseSettings settings;
  private final ReleaseRows rows;
  private final WorkQueue<ReleaseRequest, ReleaseOrdered, ReleaseRow> queue;
  private final Clock clock;

  ReleaseTimer(
      ReleaseSettings settings,
      ReleaseRows rows,
      WorkQueue<ReleaseRequest, ReleaseOrdered, ReleaseRow> queue,
      Clock clock) {
    this.settings = settings;
    this.rows = rows;
    this.queue = queue;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "release";
  }

  @Override
  public LookTimes times() {
    return settings.times();
  }

  @Override
  public boolean isWanted() {
    return !settings.timed().isEmpty();
  }

  /** What a stopped program left is failed first, so that it is ordered again. */
  @Override
  public void look() {
    queue.sweep();
    look(LocalDate.now(clock.withZone(England.TIME)));
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
}
