package parley.mappings.careplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.hl7.fhir.r4.model.Timing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.mappings.careplan.PlanRecords.Pause;

/** When what a plan asks for falls due: pauses of the course, and periods of any length. */
class PlanDatesTest {

  private static final LocalDate START = FollowedPlan.START;

  private final FollowedPlan followed = new FollowedPlan();

  @Test
  void aPausePutsOffWhatWouldFallDueInItOrAfterItAndNotWhatWasDueBefore() {
    followed.score("phq-9", "2026-09-10", 12);
    followed.pauses.add(new Pause(LocalDate.parse("2026-09-14"), Optional.empty()));
    assertThat(followed.entry("measure-gad-7").due()).as("due before the pause").contains(START);
    assertThat(followed.entry("measure-phq-9").due()).as("nobody knows when it ends").isEmpty();
    assertThat(followed.entry("review").due()).isEmpty();
    followed.pauses.set(0, pause("2026-09-14", "2026-09-24"));
    assertThat(followed.entry("measure-phq-9").due()).contains(LocalDate.parse("2026-09-27"));
    assertThat(followed.entry("review").due()).contains(LocalDate.parse("2026-10-09"));
    assertThat(followed.entry("physical-team").due()).contains(LocalDate.parse("2026-12-11"));
    assertThat(followed.entry("measure-gad-7").due()).contains(START);
    followed.score("phq-9", "2026-09-20", 12);
    assertThat(followed.entry("measure-phq-9").due())
        .as("a week of days not paused after the last")
        .contains(LocalDate.parse("2026-10-01"));
    followed.score("phq-9", "2026-09-24", 12);
    assertThat(followed.entry("measure-phq-9").due())
        .as("the pause is over")
        .contains(LocalDate.parse("2026-10-01"));
  }

  @Test
  void aPlanThatBeginsInAPauseIsDueWhenItEnds() {
    followed.pauses.add(pause("2026-08-20", "2026-09-05"));
    assertThat(followed.entry("measure-phq-9").due()).contains(LocalDate.parse("2026-09-05"));
    assertThat(followed.entry("review").due()).contains(LocalDate.parse("2026-10-03"));
    followed.score("phq-9", "2026-08-01", 14);
    assertThat(followed.entry("measure-phq-9").due())
        .as("not before the plan")
        .contains(LocalDate.parse("2026-09-05"));
  }

  @Test
  void pausesThatMeetOrOverlapCountOnceAndAPauseThatIsReachedByAnotherToo() {
    followed.pauses.add(pause("2026-09-20", "2026-10-10"));
    followed.pauses.add(pause("2026-09-10", "2026-09-22"));
    followed.pauses.add(pause("2026-10-10", "2026-10-12"));
    followed.pauses.add(pause("2026-09-11", "2026-09-12"));
    followed.pauses.add(pause("2026-09-13", "2026-09-13"));
    assertThat(followed.entry("review").due())
        .as("29 September and 32 days")
        .contains(LocalDate.parse("2026-10-31"));
    followed.pauses.add(pause("2026-10-31", "2026-11-02"));
    assertThat(followed.entry("review").due()).contains(LocalDate.parse("2026-11-02"));
    followed.pauses.add(pause("2026-11-03", "2026-11-05"));
    assertThat(followed.entry("review").due())
        .as("due before that one")
        .contains(LocalDate.parse("2026-11-02"));
  }

  @Test
  void aPauseUntilTheEndOfTheCalendarLeavesNoDate() {
    followed.pauses.add(pause("0001-01-01", "9999-12-31"));
    assertThat(followed.entry("review").due()).isEmpty();
    assertThat(followed.entry("measure-phq-9").due()).contains(LocalDate.parse("9999-12-31"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, wk, 2026-09-08",
    "1.5, wk, 2026-09-11",
    "0.5, wk, 2026-09-04",
    "36, h, ",
    "100000, d, 2300-06-17",
    "7000, a, 9026-09-01",
    "8000, a, ",
    "100000, a, ",
    "99999999999999999999, a, "
  })
  void aPeriodGivesADayOrNone(BigDecimal period, String unit, LocalDate due) {
    var repeat = ((Timing) followed.activity("review").getDetail().getScheduled()).getRepeat();
    repeat.setPeriod(period).setPeriodUnit(Timing.UnitsOfTime.fromCode(unit));
    assertThat(followed.entry("review").due()).isEqualTo(Optional.ofNullable(due));
  }

  private static Pause pause(String start, String end) {
    return new Pause(LocalDate.parse(start), Optional.of(LocalDate.parse(end)));
  }
}
