package parley.mappings.careplan;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import parley.mappings.careplan.PlanRecords.Session;

/**
 * When a measure is due next. One of each session is due at the first session after the one it was
 * last given for, held or booked; what was answered within a period before a session was given for
 * that. As long as nothing is booked, and for any other measure, it is one period after the last.
 * None is due before the plan begins; one never given is due then.
 */
final class MeasureDue {

  private static final String LOG = "Procedure";

  private final PlanActivity activity;
  private final PlanRecords records;
  private final LocalDate start;
  private final PausedDays paused;

  MeasureDue(PlanActivity activity, PlanRecords records, LocalDate start) {
    this.activity = activity;
    this.records = records;
    this.start = start;
    this.paused = new PausedDays(records.pauses());
  }

  /**
   * The day, empty without a period, and while a pause goes on.
   *
   * @param given the days on which it was given, in order, those before the plan too
   */
  Optional<LocalDate> after(List<LocalDate> given) {
    if (given.isEmpty()) {
      return activity.after(start).flatMap(next -> paused.shifted(start, start));
    }
    var last = given.get(given.size() - 1);
    if (!activity.isOfEachSession()) {
      return periodAfter(last);
    }
    var sessions = sessions();
    var covered = Optional.ofNullable(sessions.ceiling(last)).filter(day -> isFor(last, day));
    var next = Optional.ofNullable(sessions.higher(covered.orElse(last)));
    return next.isPresent()
        ? paused.shifted(next.get(), next.get())
        : periodAfter(covered.orElse(last));
  }

  /** Whether what was answered on a day was answered for a session. */
  private boolean isFor(LocalDate answered, LocalDate session) {
    return activity.after(answered).filter(end -> session.isBefore(end)).isPresent()
        || answered.equals(session);
  }

  private Optional<LocalDate> periodAfter(LocalDate day) {
    return activity
        .after(day)
        .flatMap(next -> paused.shifted(day, next))
        .flatMap(next -> next.isBefore(start) ? paused.shifted(start, start) : Optional.of(next));
  }

  /** Days of the plan on which the person and the therapist meet, or met. */
  private TreeSet<LocalDate> sessions() {
    var days = new TreeSet<LocalDate>();
    records.sessions().stream()
        .filter(one -> one.treatment() || one.review() || one.planned())
        .filter(one -> !isLog(one))
        .map(Session::day)
        .forEach(days::add);
    records.bookings().forEach(one -> days.add(one.day()));
    days.removeIf(day -> day.isBefore(start));
    return days;
  }

  /** A log of internet-enabled therapy covers weeks, and nobody meets. */
  private static boolean isLog(Session session) {
    return LOG.equals(session.record().getReferenceElement().getResourceType());
  }
}
