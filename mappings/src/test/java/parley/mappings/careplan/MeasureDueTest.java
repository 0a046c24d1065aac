package parley.mappings.careplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import parley.mappings.careplan.PlanRecords.Booking;
import parley.mappings.careplan.PlanRecords.Pause;
import parley.mappings.careplan.PlanRecords.Session;

/** A measure of each session is due with the sessions and not with the calendar. */
class MeasureDueTest {

  private final FollowedPlan followed = new FollowedPlan();

  @Test
  void whoIsSeenFortnightlyOwesNothingBetweenTwoSessions() {
    attended("2026-09-08");
    followed.score("phq-9", "2026-09-08", 14);
    booked("2026-09-22");
    assertThat(due()).contains(day("2026-09-22"));
    assertThat(followed.entry("measure-phq-9").isOverdue(day("2026-09-21"))).isFalse();
  }

  @Test
  void aSessionWithoutItLeavesItDueWhateverIsBooked() {
    attended("2026-09-08");
    followed.score("phq-9", "2026-09-08", 14);
    attended("2026-09-22");
    booked("2026-10-06");
    assertThat(due()).contains(day("2026-09-22"));
    followed.score("phq-9", "2026-09-22", 12);
    assertThat(due()).contains(day("2026-10-06"));
  }

  @Test
  void twoSessionsOfOneWeekWantItTwice() {
    attended("2026-09-08");
    followed.score("phq-9", "2026-09-08", 14);
    planned("2026-09-11");
    assertThat(due()).contains(day("2026-09-11"));
  }

  @Test
  void answeredAtHomeInTheDaysBeforeASessionItIsOfThatSession() {
    followed.score("phq-9", "2026-09-20", 14);
    attended("2026-09-22");
    booked("2026-10-06");
    assertThat(due()).contains(day("2026-10-06"));
  }

  @Test
  void answeredAPeriodBeforeItIsNot() {
    followed.score("phq-9", "2026-09-15", 14);
    booked("2026-09-22");
    assertThat(due()).contains(day("2026-09-22"));
  }

  @Test
  void whileNothingIsBookedThePeriodCountsFromTheSession() {
    followed.score("phq-9", "2026-09-07", 14);
    attended("2026-09-08");
    assertThat(due()).contains(day("2026-09-15"));
  }

  /** A log of internet therapy, a missed session, and one before the plan. */
  @Test
  void whatIsNoSessionOfThePlanAsksForNothing() {
    followed.score("phq-9", "2026-08-30", 14);
    followed.session("before", "2026-08-31", List.of(), true);
    followed.session("missed", "2026-09-02", List.of(), false);
    followed.sessions.add(session("Procedure/log", "2026-09-03", true, false));
    assertThat(due()).contains(day("2026-09-06"));
  }

  @Test
  void aSessionInAPauseIsPutOff() {
    followed.score("phq-9", "2026-09-08", 14);
    booked("2026-09-29");
    followed.pauses.add(new Pause(day("2026-09-20"), Optional.of(day("2026-10-10"))));
    assertThat(due()).contains(day("2026-10-10"));
    followed.pauses.set(0, new Pause(day("2026-09-20"), Optional.empty()));
    assertThat(due()).isEmpty();
  }

  @Test
  void whatAPlanWantsByTheCalendarStaysSo() {
    var timing =
        (org.hl7.fhir.r4.model.Timing)
            followed.activity("measure-phq-9").getDetail().getScheduled();
    timing.setCode(null);
    followed.score("phq-9", "2026-09-08", 14);
    booked("2026-09-22");
    assertThat(due()).contains(day("2026-09-15"));
  }

  private Optional<LocalDate> due() {
    return followed.entry("measure-phq-9").due();
  }

  private void attended(String day) {
    followed.session("s-" + day, day, List.of(), true);
  }

  private void planned(String day) {
    followed.sessions.add(session("Encounter/p-" + day, day, false, true));
  }

  private static Session session(String record, String day, boolean treatment, boolean planned) {
    return new Session(
        new Reference(record),
        Optional.empty(),
        day(day),
        treatment,
        false,
        false,
        planned,
        List.of());
  }

  private void booked(String day) {
    followed.bookings.add(new Booking(new Reference("Appointment/a-" + day), day(day)));
  }

  private static LocalDate day(String day) {
    return LocalDate.parse(day);
  }
}
