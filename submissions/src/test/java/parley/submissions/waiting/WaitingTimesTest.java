package parley.submissions.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.junit.jupiter.api.Test;
import parley.submissions.course.Course;
import parley.submissions.course.CourseModel;
import parley.submissions.course.InternetTherapyLog;
import parley.submissions.record.PauseReader;
import parley.submissions.waiting.Wait.Until;

/** Waits by hand: received on 1 September 2026, today 20 October. */
class WaitingTimesTest {

  private static final CourseModel MODEL = CourseModel.packaged();
  private static final LocalDate RECEIVED = LocalDate.of(2026, 9, 1);
  private static final LocalDate TODAY = LocalDate.of(2026, 10, 20);

  @Test
  void whoHasNoTreatmentWaitsForTheFirst() {
    var times = times(Optional.empty(), List.of());
    assertThat(times.first()).contains(new Wait(Until.FIRST_TREATMENT, RECEIVED, 49, 49, true));
    assertThat(times.second()).isEmpty();
    assertThat(times.present()).isEqualTo(times.first());
  }

  @Test
  void whoHasOneWaitsForTheSecond() {
    var times = times(Optional.empty(), List.of(), "2026-09-11");
    var day = LocalDate.of(2026, 9, 11);
    assertThat(times.first()).contains(new Wait(Until.FIRST_TREATMENT, RECEIVED, 10, 10, false));
    assertThat(times.second()).contains(new Wait(Until.SECOND_TREATMENT, day, 39, 39, true));
    assertThat(times.present()).isEqualTo(times.second());
  }

  @Test
  void whoHasBothWaitsNoMore() {
    var times = times(Optional.empty(), List.of(), "2026-09-11", "2026-10-10");
    assertThat(times.second().orElseThrow().days()).isEqualTo(29);
    assertThat(times.present()).isEmpty();
  }

  /** Who keeps for what somebody waits and since when can say the wait of any day. */
  @Test
  void aWaitThatGoesOnIsTheSameWithoutItsCourse() {
    var pauses = List.of(pause("2026-09-05", "2026-09-15"));
    for (var treated : List.of(new String[0], new String[] {"2026-09-11"})) {
      var times = times(Optional.empty(), pauses, treated);
      var wait = times.present().orElseThrow();
      assertThat(Wait.goingOn(wait.until(), wait.from(), pauses, TODAY)).isEqualTo(wait);
    }
    var ahead = Wait.goingOn(Until.FIRST_TREATMENT, TODAY.plusDays(3), pauses, TODAY);
    assertThat(ahead.days()).isZero();
    assertThat(ahead.clockDays()).isZero();
  }

  @Test
  void whoLeftWithoutTreatmentIsInNoWait() {
    var times = times(Optional.of(TODAY), List.of());
    assertThat(times.first()).isEmpty();
    assertThat(times.present()).isEmpty();
    assertThat(times(Optional.of(TODAY), List.of(), "2026-09-11").second()).isEmpty();
  }

  @Test
  void theClockStandsStillInAPauseButTheNationalCountDoesNot() {
    var ended = pause("2026-09-05", "2026-09-15");
    assertThat(first(ended)).extracting(Wait::days, Wait::clockDays).containsExactly(49L, 39L);
    var open = pause("2026-10-10", "");
    assertThat(first(open)).extracting(Wait::days, Wait::clockDays).containsExactly(49L, 39L);
    var twice = pause("2026-09-10", "2026-09-20");
    assertThat(first(ended, twice).clockDays()).as("days that overlap once").isEqualTo(34);
    var before = pause("2026-08-01", "2026-09-03");
    assertThat(first(before).clockDays()).isEqualTo(47);
    // After the first treatment a pause is one of the second wait.
    var times = times(Optional.empty(), List.of(pause("2026-09-20", "2026-09-25")), "2026-09-11");
    assertThat(times.first().orElseThrow().clockDays()).isEqualTo(10);
    assertThat(times.second().orElseThrow().clockDays()).isEqualTo(34);
  }

  @Test
  void exactlySoManyDaysIsWithinTheStandard() {
    assertThat(WaitingStandard.SIX_WEEKS.isBreached(42)).isFalse();
    assertThat(WaitingStandard.SIX_WEEKS.isBreached(43)).isTrue();
    assertThat(WaitingStandard.EIGHTEEN_WEEKS.isBreached(126)).isFalse();
    assertThat(WaitingStandard.EIGHTEEN_WEEKS.isBreached(127)).isTrue();
    assertThat(WaitingStandard.TWENTY_EIGHT_DAYS.isBreached(28)).isFalse();
    assertThat(WaitingStandard.TWENTY_EIGHT_DAYS.isBreached(29)).isTrue();
    assertThat(WaitingStandard.NINETY_DAYS.isBreached(91)).isTrue();
  }

  @Test
  void pausesAreReadOffTheOnholdPeriods() {
    var course = new EpisodeOfCare();
    former(course, EpisodeOfCareStatus.WAITLIST, "2026-09-01", "2026-09-05");
    former(course, EpisodeOfCareStatus.ONHOLD, "2026-09-05", "2026-09-15");
    former(course, EpisodeOfCareStatus.ONHOLD, "2026-10-10", "");
    former(course, EpisodeOfCareStatus.ONHOLD, "2026", "2026");
    assertThat(PauseReader.pauses(course))
        .containsExactly(pause("2026-09-05", "2026-09-15"), pause("2026-10-10", ""));
  }

  private static Wait first(Pause... pauses) {
    return times(Optional.empty(), List.of(pauses)).first().orElseThrow();
  }

  private static WaitingTimes times(
      Optional<LocalDate> discharged, List<Pause> pauses, String... treatments) {
    var logs =
        List.of(treatments).stream()
            .map(LocalDate::parse)
            .map(day -> new InternetTherapyLog(day.toString(), day, day))
            .toList();
    var course = new Course(RECEIVED, discharged, List.of(), List.of(), logs, List.of());
    return WaitingTimes.of(MODEL.facts(course), pauses, TODAY);
  }

  private static Pause pause(String start, String end) {
    return new Pause(
        LocalDate.parse(start),
        end.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(end)));
  }

  private static void former(
      EpisodeOfCare course, EpisodeOfCareStatus status, String start, String end) {
    var period = course.addStatusHistory().setStatus(status).getPeriod();
    period.setStartElement(new DateTimeType(start));
    if (!end.isEmpty()) {
      period.setEndElement(new DateTimeType(end));
    }
  }
}
