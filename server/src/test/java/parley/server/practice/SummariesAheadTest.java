package parley.server.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.practice.Service.random;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What a caseload needs is worked out before it is asked for, after every kind of change. */
class SummariesAheadTest {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Therapist therapist = new Therapist();
  private final Service service = therapist.service;

  @Test
  void aScoreIsInTheSummaryBeforeAnybodyAsks() {
    var course = service.course(therapist.id);
    var score = random();
    service.score(score, course, "final", "2026-09-10", Therapist.PHQ_9, 18);
    awaitLatest(course, "18");
    service.score(score, course, "amended", "2026-09-10", Therapist.PHQ_9, 15);
    awaitLatest(course, "15");
    // Asking finds it ready and makes nothing anew.
    var kept = therapist.row(course);
    assertThat(therapist.caseload().value("score", "latest")).isEqualTo("15");
    assertThat(therapist.row(course)).isEqualTo(kept);
  }

  @Test
  void aFlagIsInTheSummaryBeforeAnybodyAsks() {
    var course = service.course(therapist.id);
    therapist.flag(random(), course, "active");
    await(course, "jsonb_array_length(summary -> 'alerts') = 1");
  }

  private void awaitLatest(String course, String latest) {
    await(course, "summary -> 'measures' -> 0 ->> 'latest' = '" + latest + "'");
  }

  private void await(String course, String condition) {
    var end = Instant.now().plus(LONGEST);
    var rows = "select count(*) from course_summary where course_id = ? and " + condition;
    while (service.gateway.jdbc().queryForObject(rows, Integer.class, course) == 0) {
      assertThat(Instant.now()).as(condition).isBefore(end);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }
}
