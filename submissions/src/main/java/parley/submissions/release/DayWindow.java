package parley.submissions.release;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import parley.submissions.agreement.FieldCatalogue;
import parley.submissions.agreement.Population;
import parley.submissions.agreement.ReleaseField;
import parley.submissions.engine.ReleaseRow;

/**
 * Which days since the referral may stand in a row. That a day lies in the period tells of a
 * referral that it came no later than so many days before the end. So a number of days leaves only
 * when it would lie in the period from every day of the referral's quarter, and, where the rows are
 * those of the referrals received in the period, only when all of that quarter is in it. Of those
 * discharged in it, the discharge must not be before it from any day of that quarter either. The
 * days to the second treatment are counted from the first, so the two are taken together.
 *
 * @param first day of the period
 * @param last day of the period
 * @param received whether the rows are of referrals received in it
 */
record DayWindow(LocalDate first, LocalDate last, boolean received) {

  private static final Pattern DAYS = Pattern.compile("\\d{1,6}");
  private static final int MONTHS = 3;
  private static final String SECOND = "daysToSecondTreatment";

  static DayWindow of(ReleaseOrder order) {
    return new DayWindow(
        order.first().atDay(1),
        order.last().atEndOfMonth(),
        order.agreement().population() == Population.RECEIVED);
  }

  /** The cells of a field; those of days are blank where the days do not leave. */
  Function<ReleaseRow, String> of(ReleaseField field, Function<ReleaseRow, String> cell) {
    if (!FieldCatalogue.DAYS.contains(field.name())) {
      return cell;
    }
    return row -> {
      var days = cell.apply(row);
      // Only rows of referrals have it.
      var first =
          field.name().equals(SECOND) ? row.value("days_to_first") : Optional.<String>empty();
      return row.value("received").filter(it -> isOpen(field.name(), it, first, days)).isPresent()
          ? days
          : "";
    };
  }

  /**
   * Whether the days of a field may be told.
   *
   * @param referral when it was received, yyyy-MM-dd
   * @param toFirst days from then to the first treatment
   */
  boolean isOpen(String field, String referral, Optional<String> toFirst, String days) {
    if (!DAYS.matcher(days).matches()) {
      return true;
    }
    if (field.equals(SECOND)) {
      return toFirst
          .filter(first -> DAYS.matcher(first).matches())
          .filter(first -> isOpen(referral, sum(first, days)))
          .isPresent();
    }
    return isOpen(referral, days)
        && !(field.equals("daysToDischarge") && mayBeBefore(referral, days));
  }

  private static String sum(String first, String second) {
    return String.valueOf(Long.parseLong(first) + Long.parseLong(second));
  }

  /** Whether so many days after some day of the referral's quarter the period had not begun. */
  private boolean mayBeBefore(String referral, String days) {
    return !received
        && quarter(LocalDate.parse(referral))
            .atDay(1)
            .plusDays(Long.parseLong(days))
            .isBefore(first);
  }

  private static YearMonth quarter(LocalDate day) {
    var month = YearMonth.from(day);
    return month.minusMonths((month.getMonthValue() - 1) % MONTHS);
  }

  /**
   * Whether days may be told.
   *
   * @param referral when it was received, yyyy-MM-dd
   * @param days since then; other words, such as that it was earlier, may be told
   */
  boolean isOpen(String referral, String days) {
    if (!DAYS.matcher(days).matches()) {
      return true;
    }
    try {
      var start = quarter(LocalDate.parse(referral));
      var end = start.plusMonths(MONTHS - 1L).atEndOfMonth();
      return !end.plusDays(Long.parseLong(days)).isAfter(last)
          && !(received && start.atDay(1).isBefore(first));
    } catch (DateTimeException e) {
      return false;
    }
  }
}
