package parley.submissions.waiting;

import java.time.LocalDate;

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
