package parley.mappings.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.junit.jupiter.api.Test;

/** Whether the wait or the assessment is paused is told by what the course was last. */
class PausedWaitTest {

  @Test
  void aCourseThatWaitsAgainIsPausedAsOneThatWaits() {
    var made = new MadeCourse();
    made.write(made.course(it -> waiting(wasActive(it))));
    assertThat(made.stored.standing()).isEqualTo(Standing.of(CourseState.ACCEPTED));
    pausedInItsWait(made);
  }

  @Test
  void soIsOneThatWasTurnedAwayReopenedAndAccepted() {
    var made = new MadeCourse();
    made.write(made.course(it -> wasActive(it).setStatus(EpisodeOfCareStatus.CANCELLED)));
    assertThat(made.stored.standing().state()).isEqualTo(CourseState.WITHDRAWN);
    made.reopen();
    made.write("accepted");
    pausedInItsWait(made);
  }

  @Test
  void aHistoryThatBeginsWithTheLatestIsReadByItsDays() {
    var made = MadeCourse.at("assessment");
    var change = made.write(made.course(PausedWaitTest::pausedFirst));
    assertThat(change).isInstanceOf(Change.Allowed.class);
    assertThat(made.stored.standing().state()).isEqualTo(CourseState.ASSESSMENT);
    assertThat(made.stored.standing().paused()).isTrue();
  }

  @Test
  void theLastOfTheListCountsWhereADayIsMissing() {
    var course = new EpisodeOfCare().setStatus(EpisodeOfCareStatus.ONHOLD);
    MadeCourse.former(course, EpisodeOfCareStatus.ACTIVE, "2026-09-05", "2026-09-10");
    MadeCourse.former(course, EpisodeOfCareStatus.WAITLIST, "2026-09-10", "");
    var made = new MadeCourse();
    made.stored = new CourseRecord(course, made.stored.referral(), made.stored.triage());
    assertThat(made.stored.standing().state()).isEqualTo(CourseState.ACCEPTED);
  }

  private static void pausedInItsWait(MadeCourse made) {
    var change = made.write(made.course(PausedWaitTest::paused));
    assertThat(change).isInstanceOf(Change.Allowed.class);
    assertThat(made.stored.standing().state()).isEqualTo(CourseState.ACCEPTED);
    assertThat(made.stored.standing().paused()).isTrue();
  }

  private static EpisodeOfCare wasActive(EpisodeOfCare course) {
    MadeCourse.former(course, EpisodeOfCareStatus.ACTIVE, "2026-09-05", "2026-09-10");
    return course;
  }

  private static void waiting(EpisodeOfCare course) {
    course.setStatus(EpisodeOfCareStatus.WAITLIST);
  }

  private static void paused(EpisodeOfCare course) {
    MadeCourse.former(course, EpisodeOfCareStatus.WAITLIST, "2026-09-10", "2026-10-20");
    MadeCourse.former(course, EpisodeOfCareStatus.ONHOLD, "2026-10-20", "");
    course.setStatus(EpisodeOfCareStatus.ONHOLD);
  }

  private static void pausedFirst(EpisodeOfCare course) {
    MadeCourse.former(course, EpisodeOfCareStatus.WAITLIST, "2026-09-01", "2026-09-10");
    MadeCourse.former(course, EpisodeOfCareStatus.ACTIVE, "2026-09-10", "2026-10-20");
    MadeCourse.former(course, EpisodeOfCareStatus.ONHOLD, "2026-10-20", "");
    Collections.reverse(course.getStatusHistory());
    course.setStatus(EpisodeOfCareStatus.ONHOLD);
  }
}
