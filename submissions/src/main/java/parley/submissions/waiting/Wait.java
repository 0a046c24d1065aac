package parley.submissions.waiting;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One wait.
 *
 * @param until what is waited for
 * @param from day of the referral, or of the first treatment
 * @param days from then to the treatment, or to today while it goes on: as the national measures
 *     count, which take nothing off for pauses
 * @param clockDays the same without the days in which the person was not available
 * @param goesOn whether the person still waits
 */
public record Wait(Until until, LocalDate from, long days, long clockDays, boolean goesOn) {

  /**
   * A wait that goes on, as it is on a day.
   *
   * @param pauses times in which the person was not available
   */
  public static Wait goingOn(Until until, LocalDate from, List<Pause> pauses, LocalDate today) {
    // Recorded ahead, a wait has not begun and lasts no time.
    var days = Math.max(0, ChronoUnit.DAYS.between(from, today));
    return new Wait(until, from, days, clockDays(from, days, pauses), true);
  }

  /** A wait that is over after so many days. */
  static Wait ended(Until until, LocalDate from, List<Pause> pauses, long days) {
    return new Wait(until, from, days, clockDays(from, days, pauses), false);
  }

  private static long clockDays(LocalDate from, long days, List<Pause> pauses) {
    return days - Pause.days(pauses, from, from.plusDays(days));
  }

  /** What is waited for. */
  public enum Until {
    FIRST_TREATMENT("first-treatment"),
    SECOND_TREATMENT("second-treatment");

    private final String code;

    Until(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }
}
