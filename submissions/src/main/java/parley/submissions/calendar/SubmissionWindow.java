package parley.submissions.calendar;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * A time in which files are taken.
 *
 * @param opens first day
 * @param closes last day
 * @param primary month whose first file is taken
 * @param refresh month whose final file is taken
 */
public record SubmissionWindow(
    LocalDate opens, LocalDate closes, YearMonth primary, YearMonth refresh) {

  public SubmissionWindow {
    if (closes.isBefore(opens)) {
      throw new IllegalArgumentException("a window closes after it opens");
    }
    if (!refresh.isBefore(primary) || !primary.atEndOfMonth().isBefore(closes)) {
      throw new IllegalArgumentException(
          "a window takes the primary of a month that is over, and the refresh of one before it");
    }
  }

  /** Whether files are taken on a day. */
  public boolean holds(LocalDate day) {
    return !day.isBefore(opens) && !day.isAfter(closes);
  }
}
