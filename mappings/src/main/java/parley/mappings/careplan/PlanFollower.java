package parley.mappings.careplan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.careplan.PlanRecords.Session;
import parley.mappings.lifecycle.EnglishDay;

/**
 * Follows a plan through the record: which contacts, activities, appointments and scores belong to
 * which activity, and what is due next. Pure; safe to share between threads.
 *
 * <ul>
 *   <li>A contact belongs to the therapy that one of its care activities is; one without a coded
 *       activity that is treatment, was missed or is still to come, and an appointment without a
 *       contact, to the plan's running therapy, when there is one only.
 *   <li>A score belongs to the measure whose questionnaire has its scale, a response to that of its
 *       questionnaire.
 *   <li>What a plan counts, and the last day of it, are of the time since the plan began. The
 *       scores of a measure are the latest of the course, with their days, whenever they were
 *       given.
 *   <li>A measure is due as {@link MeasureDue} says; a review, or anything else with a period, one
 *       period after the last, else after the plan began.
 *   <li>Days on which the course was paused do not count; what would fall due in a pause that goes
 *       on is not due until it ends.
 *   <li>Nothing is due in a plan that is not active, for a course that has ended, or for an
 *       activity at rest. What is overdue stays due: no later date takes its place.
 * </ul>
 */
public final class PlanFollower {

  private static final Comparator<Session> BY_DAY = Comparator.comparing(Session::day);

  private final MeasureScales measures;

  public PlanFollower(MeasureScales measures) {
    this.measures = measures;
  }

  /**
   * How far a plan is.
   *
   * @param day from which a session is still to come
   */
  public PlanProgress progress(CarePlan plan, PlanRecords records, LocalDate day) {
    return new PlanProgress(entries(plan, records), nextSession(records, day));
  }

  /**
   * The plan brought up to date: references of the record to its activities ({@code
   * outcomeReference}), and the day each is due next (extension {@code next-due}). The argument is
   * left alone.
   */
  public CarePlan followed(CarePlan plan, PlanRecords records) {
    return ActivityOutcomes.written(plan, entries(plan, records));
  }

  private List<PlanProgress.Entry> entries(CarePlan plan, PlanRecords records) {
    var activities = plan.getActivity().stream().map(PlanActivity::new).toList();
    var start = begun(plan, records);
    var running = plan.getStatus() == CarePlanStatus.ACTIVE && records.open();
    var single = onlyTherapy(activities);
    return activities.stream()
        .map(
            activity ->
                switch (activity.kind()) {
                  case THERAPY ->
                      therapy(
                          activity, since(records, start), single.equals(Optional.of(activity)));
                  case MEASURE -> measure(activity, records, start, running);
                  case REVIEW -> review(activity, since(records, start), start, running);
                  case OTHER -> other(activity, records, start, running);
                })
        .toList();
  }

  /** Sessions since the plan began; what came before is another plan's. */
  private static PlanRecords since(PlanRecords records, LocalDate start) {
    return new PlanRecords(
        records.begun(),
        records.open(),
        records.pauses(),
        records.sessions().stream().filter(one -> !one.day().isBefore(start)).toList(),
        records.bookings().stream().filter(one -> !one.day().isBefore(start)).toList(),
        records.scores(),
        records.responses());
  }

  private static Optional<PlanActivity> onlyTherapy(List<PlanActivity> activities) {
    var running =
        activities.stream()
            .filter(one -> one.kind() == PlanActivity.Kind.THERAPY && !one.isAtRest())
            .toList();
    return running.size() == 1 ? Optional.of(running.get(0)) : Optional.empty();
  }

  private static PlanProgress.Entry therapy(
      PlanActivity activity, PlanRecords records, boolean only) {
    var codes = Set.copyOf(activity.therapies());
    var given =
        records.sessions().stream()
            .filter(one -> belongs(one, codes, only))
            .sorted(BY_DAY)
            .toList();
    var outcomes = new ArrayList<Reference>();
    for (var session : given) {
      session.booking().ifPresent(outcomes::add);
      outcomes.add(session.record());
      session.activities().stream()
          .filter(one -> codes.contains(one.therapy()))
          .forEach(one -> outcomes.add(one.record()));
    }
    if (only) {
      records.bookings().forEach(one -> outcomes.add(one.record()));
    }
    var delivered = given.stream().filter(Session::treatment).toList();
    return entry(
        activity,
        delivered.size(),
        (int) given.stream().filter(Session::missed).count(),
        delivered.stream().map(Session::day).max(LocalDate::compareTo),
        List.of(),
        Optional.empty(),
        outcomes);
  }

  private static boolean belongs(Session session, Set<String> codes, boolean only) {
    if (session.activities().isEmpty()) {
      return only && (session.treatment() || session.missed() || session.planned());
    }
    return session.activities().stream().anyMatch(one -> codes.contains(one.therapy()));
  }

  private PlanProgress.Entry measure(
      PlanActivity activity, PlanRecords records, LocalDate start, boolean running) {
    var url = activity.questionnaire().orElseThrow();
    var scales = measures.of(url);
    var scores =
        records.scores().stream()
            .filter(one -> scales.contains(one.scale()))
            .sorted(Comparator.comparing(PlanRecords.Score::day))
            .toList();
    var responses =
        records.responses().stream().filter(one -> url.equals(one.questionnaire())).toList();
    var days =
        Stream.concat(
                scores.stream().map(PlanRecords.Score::day),
                responses.stream().map(PlanRecords.Response::day))
            .distinct()
            .sorted()
            .toList();
    var counted = days.stream().filter(day -> !day.isBefore(start)).toList();
    var due = new MeasureDue(activity, records, start).after(days);
    var latest = new HashMap<String, PlanRecords.Score>();
    scores.forEach(score -> latest.put(score.scale(), score));
    return entry(
        activity,
        counted.size(),
        0,
        counted.stream().max(LocalDate::compareTo),
        latest.values().stream().sorted(Comparator.comparing(PlanRecords.Score::scale)).toList(),
        running ? due : Optional.empty(),
        Stream.concat(
                responses.stream()
                    .filter(one -> !one.day().isBefore(start))
                    .map(PlanRecords.Response::record),
                scores.stream()
                    .filter(one -> !one.day().isBefore(start))
                    .map(PlanRecords.Score::record))
            .toList());
  }

  private static PlanProgress.Entry review(
      PlanActivity activity, PlanRecords records, LocalDate start, boolean running) {
    var held = records.sessions().stream().filter(Session::review).sorted(BY_DAY).toList();
    var last = latest(held.stream().map(Session::day), activity.noted());
    return entry(
        activity,
        held.size(),
        0,
        last,
        List.of(),
        running ? due(activity, records, last.orElse(start)) : Optional.empty(),
        held.stream().map(Session::record).toList());
  }

  private static PlanProgress.Entry other(
      PlanActivity activity, PlanRecords records, LocalDate start, boolean running) {
    var last = activity.noted();
    return entry(
        activity,
        activity.component().getProgress().size(),
        0,
        last,
        List.of(),
        running ? due(activity, records, last.orElse(start)) : Optional.empty(),
        List.of());
  }

  /** One period after a day, put off by the pauses of the course. */
  private static Optional<LocalDate> due(
      PlanActivity activity, PlanRecords records, LocalDate last) {
    return activity
        .after(last)
        .flatMap(next -> new PausedDays(records.pauses()).shifted(last, next));
  }

  private static Optional<LocalDate> latest(Stream<LocalDate> days, Optional<LocalDate> noted) {
    return Stream.concat(days, noted.stream()).max(LocalDate::compareTo);
  }

  private static PlanProgress.Entry entry(
      PlanActivity activity,
      int delivered,
      int missed,
      Optional<LocalDate> last,
      List<PlanRecords.Score> scores,
      Optional<LocalDate> due,
      List<Reference> outcomes) {
    return new PlanProgress.Entry(
        Optional.ofNullable(activity.component().getId()),
        activity.title(),
        activity.expected(),
        delivered,
        missed,
        last,
        scores,
        activity.questionnaire(),
        activity.isAtRest() ? Optional.empty() : due,
        outcomes);
  }

  private static LocalDate begun(CarePlan plan, PlanRecords records) {
    return EnglishDay.of(plan.getPeriod().getStartElement()).orElse(records.begun());
  }

  private static Optional<LocalDate> nextSession(PlanRecords records, LocalDate day) {
    return Stream.concat(
            records.sessions().stream().filter(Session::planned).map(Session::day),
            records.bookings().stream().map(PlanRecords.Booking::day))
        .filter(next -> !next.isBefore(day))
        .min(LocalDate::compareTo);
  }
}
