package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days of one row that are held together, and where both ends of the period tell something. */
class DayWindowTest {

  private static final DayWindow YEAR =
      new DayWindow(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31), true);
  private static final String SECOND = "daysToSecondTreatment";
  private static final String DISCHARGE = "daysToDischarge";

  /** 92 and 91 days after it the year has ended but for a referral of 1 July. */
  @Test
  void theTwoWaitsAreTakenTogether() {
    var july = "2026-07-01";
    assertThat(YEAR.isOpen("daysToFirstTreatment", july, Optional.of("92"), "92")).isTrue();
    assertThat(YEAR.isOpen(july, "91")).as("91 by itself").isTrue();
    assertThat(YEAR.isOpen(SECOND, july, Optional.of("92"), "91")).isFalse();
    assertThat(YEAR.isOpen(SECOND, july, Optional.of("50"), "42")).isTrue();
    assertThat(YEAR.isOpen(SECOND, july, Optional.empty(), "42")).isFalse();
    assertThat(YEAR.isOpen(SECOND, july, Optional.empty(), "over 90 days")).isTrue();
  }

  /** A day before the discharge of 1 October is 30 September, and no other day of its quarter. */
  @ParameterizedTest
  @CsvSource({
    "2026-10-01, 2026-10-31, 2026-09-30, 1, false",
    "2026-11-01, 2026-11-30, 2026-09-30, 32, false",
    "2026-10-01, 2026-12-31, 2026-09-30, 1, false",
    "2026-10-01, 2026-12-31, 2026-09-30, 92, true",
    "2026-01-01, 2026-12-31, 2026-09-30, 1, true",
    "2026-01-01, 2026-12-31, 2026-09-30, 93, false",
  })
  void theDischargeLiesInThePeriodFromEveryDayOfTheQuarter(
      LocalDate first, LocalDate last, String referral, String days, boolean open) {
    var window = new DayWindow(first, last, false);
    assertThat(window.isOpen(DISCHARGE, referral, Optional.empty(), days)).isEqualTo(open);
  }
}
