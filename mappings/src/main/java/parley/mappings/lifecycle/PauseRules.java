package parley.mappings.lifecycle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;

/** What a pause has to say: the days of each onhold period in {@code statusHistory}. */
final class PauseRules {

  private static final String HISTORY = "EpisodeOfCare.statusHistory";

  private record Pause(LocalDate start, LocalDate end) {}

  private PauseRules() {}

  static void check(EpisodeOfCare course, LocalDate today, Findings findings) {
    var pauses = new ArrayList<Pause>();
    var open = 0;
    for (var former : course.getStatusHistory()) {
      if (former.getStatus() != EpisodeOfCareStatus.ONHOLD) {
        continue;
      }
      var start = EnglishDay.of(former.getPeriod().getStartElement());
      var end = EnglishDay.of(former.getPeriod().getEndElement());
      if (start.isEmpty() || (former.getPeriod().hasEnd() && end.isEmpty())) {
        findings.missing(
            HISTORY, "a pause has a first day", "give its days as dates, exact to the day");
        continue;
      }
      open += former.getPeriod().hasEnd() ? 0 : 1;
      pauses.add(new Pause(start.get(), end.orElse(LocalDate.MAX)));
      days(start.get(), end.orElse(start.get()), course, today, findings);
    }
    overlaps(pauses, findings);
    var onHold = course.getStatus() == EpisodeOfCareStatus.ONHOLD;
    if (onHold && open != 1) {
      findings.missing(
          HISTORY,
          "a course onhold has one onhold period without an end in its statusHistory",
          "add one with the first day of the pause and its pause-reason");
    }
    if (!onHold && open > 0) {
      findings.contradiction(
          HISTORY,
          "a pause goes on although the course is not onhold",
          "give the period of the pause its end");
    }
  }

  private static void days(
      LocalDate start, LocalDate end, EpisodeOfCare course, LocalDate today, Findings findings) {
    if (course.getStatus() == EpisodeOfCareStatus.ENTEREDINERROR) {
      return;
    }
    if (CourseDays.start(course).filter(start::isBefore).isPresent()) {
      findings.contradiction(
          HISTORY, "a pause begins before the referral was received", "correct its days");
    }
    if (CourseDays.isAhead(start, today) || CourseDays.isAhead(end, today)) {
      findings.contradiction(
          HISTORY,
          "a pause begins or ends on a day that has not come yet",
          "record it when it begins, and its end when it has ended");
    }
  }

  /**
   * Pauses stay on record: without them the clock would have run. One that ends keeps its first
   * day; the days of those that have ended may be corrected, but none is left out.
   */
  static void kept(EpisodeOfCare before, EpisodeOfCare after, Findings findings) {
    if (after.getStatus() == EpisodeOfCareStatus.ENTEREDINERROR) {
      return;
    }
    var first = starts(before);
    if (starts(after).size() < first.size()) {
      findings.missing(
          HISTORY,
          "a pause that was recorded is not in the statusHistory any more",
          "keep its onhold period; one recorded by mistake ends on its first day");
      return;
    }
    var resumed =
        before.getStatus() == EpisodeOfCareStatus.ONHOLD
            && after.getStatus() != EpisodeOfCareStatus.ONHOLD;
    if (resumed && !starts(after).containsAll(first)) {
      findings.missing(
          HISTORY,
          "the pause that ends is not in the statusHistory any more",
          "keep its onhold period, with its first day, and give it its end");
    }
  }

  private static List<LocalDate> starts(EpisodeOfCare course) {
    return course.getStatusHistory().stream()
        .filter(former -> former.getStatus() == EpisodeOfCareStatus.ONHOLD)
        .flatMap(former -> EnglishDay.of(former.getPeriod().getStartElement()).stream())
        .toList();
  }

  private static void overlaps(List<Pause> pauses, Findings findings) {
    pauses.sort(Comparator.comparing(Pause::start).thenComparing(Pause::end));
    for (var i = 0; i < pauses.size(); i++) {
      if (pauses.get(i).end().isBefore(pauses.get(i).start())) {
        findings.contradiction(
            HISTORY, "a pause ends before it begins (IDS10813)", "correct its days");
      }
      if (i > 0 && pauses.get(i).start().isBefore(pauses.get(i - 1).end())) {
        findings.contradiction(
            HISTORY, "two pauses overlap, so that days would count twice", "correct their days");
      }
    }
  }
}
