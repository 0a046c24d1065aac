package parley.submissions.release;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
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
 * those of the referrals received in the period, only when all of that quarter is in it.
 *
 * @param first day of the period
 * @param last day of the period
 * @param received whether the rows are of referrals received in it
 */
record DayWindow(LocalDate first, LocalDate last, boolean received) {

  private static final Pattern DAYS = Pattern.compile("\\d{1,6}");
  private static final int MONTHS = 3;

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
      return row.value("received").filter(it -> isOpen(it, days)).isPresent() ? days : "";
    };
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
      var month = YearMonth.from(LocalDate.parse(referral));
      var start = month.minusMonths((month.getMonthValue() - 1) % MONTHS);
      var end = start.plusMonths(MONTHS - 1L).atEndOfMonth();
      return !end.plusDays(Long.parseLong(days)).isAfter(last)
          && !(received && start.atDay(1).isBefore(first));
    } catch (DateTimeException e) {
      return false;
    }
  }
}
