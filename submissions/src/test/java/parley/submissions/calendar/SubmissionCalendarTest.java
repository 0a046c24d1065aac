package parley.submissions.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shipped windows and those that a service adds. */
class SubmissionCalendarTest {

  private static final SubmissionWindow NOVEMBER =
      new SubmissionWindow(
          LocalDate.parse("2026-11-01"),
          LocalDate.parse("2026-11-26"),
          YearMonth.parse("2026-10"),
          YearMonth.parse("2026-09"));

  @Test
  void everyMonthFromApril2022HasItsPrimaryAndItsRefresh() {
    var windows = SubmissionCalendar.iapt21().windows();
    assertThat(windows).hasSize(35);
    var month = YearMonth.parse("2022-04");
    for (var window : windows) {
      assertThat(window.primary()).isEqualTo(month);
      assertThat(window.refresh()).isEqualTo(month.minusMonths(1));
      assertThat(window.closes()).isAfter(month.atEndOfMonth());
      month = month.plusMonths(1);
    }
  }

  @Test
  void aWindowHoldsItsFirstAndItsLastDay() {
    var calendar = SubmissionCalendar.iapt21();
    assertThat(calendar.on(LocalDate.parse("2025-03-01")).orElseThrow().primary())
        .isEqualTo(YearMonth.parse("2025-02"));
    assertThat(calendar.on(LocalDate.parse("2025-03-27")).orElseThrow().refresh())
        .isEqualTo(YearMonth.parse("2025-01"));
    assertThat(calendar.on(LocalDate.parse("2025-03-28"))).isEmpty();
    assertThat(calendar.on(LocalDate.parse("2024-12-24"))).isEmpty();
  }

  @Test
  void furtherWindowsAreAddedAndTakeThePlaceOfOurs() {
    var moved =
        new SubmissionWindow(
            LocalDate.parse("2025-03-01"),
            LocalDate.parse("2025-03-31"),
            YearMonth.parse("2025-02"),
            YearMonth.parse("2025-01"));
    var calendar = SubmissionCalendar.iapt21().with(List.of(NOVEMBER, moved));
    assertThat(calendar.windows()).hasSize(36).endsWith(moved, NOVEMBER);
    assertThat(calendar.on(LocalDate.parse("2025-03-28"))).contains(moved);
    assertThat(calendar.on(LocalDate.parse("2026-11-26"))).contains(NOVEMBER);
  }

  @Test
  void aWindowThatCannotBeIsRefused() {
    assertThatThrownBy(
            () ->
                new SubmissionWindow(
                    NOVEMBER.closes(), NOVEMBER.opens(), NOVEMBER.primary(), NOVEMBER.refresh()))
        .hasMessageContaining("closes");
    assertThatThrownBy(
            () ->
                new SubmissionWindow(
                    NOVEMBER.opens(),
                    NOVEMBER.closes(),
                    YearMonth.parse("2026-11"),
                    NOVEMBER.refresh()))
        .hasMessageContaining("over");
  }
}
