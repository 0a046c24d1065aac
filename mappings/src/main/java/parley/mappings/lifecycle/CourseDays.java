package parley.mappings.lifecycle;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;

/** The days that waits are counted from: the start of a course and its pauses. */
public final class CourseDays {

  /** A clock that is a little ahead, or a record made around midnight, is no fault. */
  private static final int TOLERANCE_DAYS = 1;

  private static final String START = "EpisodeOfCare.period.start";

  private record Pause(Optional<LocalDate> start, Optional<LocalDate> end) {}

  private CourseDays() {}

  /** Whether a day has not come yet, with a day of tolerance. */
  static boolean isAhead(LocalDate day, LocalDate today) {
    return day.isAfter(today.plusDays(TOLERANCE_DAYS));
  }

  static void checkStart(
      EpisodeOfCare course, Optional<EpisodeOfCare> before, LocalDate today, Findings findings) {
    if (course.getStatus() == EpisodeOfCareStatus.ENTEREDINERROR) {
      return;
    }
    var start = start(course);
    if (start.isEmpty() && before.flatMap(CourseDays::start).isPresent()) {
      findings.missing(
          START,
          "the day on which the referral was received is not taken away",
          "give it as a date, exact to the day");
    }
    if (start.filter(day -> isAhead(day, today)).isPresent()) {
      findings.contradiction(
          START, "the referral was received on a day that has not come yet", "correct the day");
    }
  }

  /**
   * Whether a write corrects days of the past: the start, or a pause, other than that a pause
   * begins or the one that went on ends.
   */
  public static boolean corrected(EpisodeOfCare was, EpisodeOfCare is) {
    if (is.getStatus() == EpisodeOfCareStatus.ENTEREDINERROR) {
      return false;
    }
    var old = pauses(was);
    var now = pauses(is);
    var going = old.stream().filter(pause -> pause.end().isEmpty()).map(Pause::start).toList();
    var lost =
        old.stream()
            .anyMatch(
                pause ->
                    pause.end().isPresent()
                        ? !now.contains(pause)
                        : now.stream().noneMatch(it -> it.start().equals(pause.start())));
    var added =
        now.stream()
            .anyMatch(
                pause ->
                    pause.end().isPresent()
                        && !old.contains(pause)
                        && !going.contains(pause.start()));
    return lost || added || !start(was).equals(start(is));
  }

  static Optional<LocalDate> start(EpisodeOfCare course) {
    return EnglishDay.of(course.getPeriod().getStartElement());
  }

  private static List<Pause> pauses(EpisodeOfCare course) {
    return course.getStatusHistory().stream()
        .filter(former -> former.getStatus() == EpisodeOfCareStatus.ONHOLD)
        .map(
            former ->
                new Pause(
                    EnglishDay.of(former.getPeriod().getStartElement()),
                    EnglishDay.of(former.getPeriod().getEndElement())))
        .toList();
  }
}
