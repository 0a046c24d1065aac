package parley.submissions.waiting;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import parley.submissions.course.Answer;
import parley.submissions.course.CourseFacts;
import parley.submissions.waiting.Wait.Until;

/**
 * How long the person of a course waits or waited. What a treatment is, and the days to it, are
 * those of {@link CourseFacts}.
 *
 * @param first from referral to first treatment; empty when the course ended without one
 * @param second from first to second treatment; empty without a first, or when it ended before
 */
public record WaitingTimes(Optional<Wait> first, Optional<Wait> second) {

  /**
   * The waits of a course.
   *
   * @param pauses times in which the person was not available
   * @param today the day up to which a wait that goes on is counted
   */
  public static WaitingTimes of(CourseFacts facts, List<Pause> pauses, LocalDate today) {
    var course = facts.course();
    var open = course.discharged().isEmpty();
    var first =
        wait(
            Until.FIRST_TREATMENT,
            course.received(),
            facts.daysToFirstTreatment(),
            open,
            pauses,
            today);
    var second =
        facts.treatments().isEmpty()
            ? Optional.<Wait>empty()
            : wait(
                Until.SECOND_TREATMENT,
                facts.treatments().get(0).date(),
                facts.daysToSecondTreatment(),
                open,
                pauses,
                today);
    return new WaitingTimes(first, second);
  }

  private static Optional<Wait> wait(
      Until until,
      LocalDate from,
      Answer<Long> known,
      boolean open,
      List<Pause> pauses,
      LocalDate today) {
    if (known.value().isEmpty() && !open) {
      return Optional.empty();
    }
    return known
        .value()
        .map(days -> Wait.ended(until, from, pauses, days))
        .or(() -> Optional.of(Wait.goingOn(until, from, pauses, today)));
  }

  /** The wait that goes on, if any: to the first treatment, else to the second. */
  public Optional<Wait> present() {
    return first.filter(Wait::goesOn).or(() -> second.filter(Wait::goesOn));
  }
}
