package parley.mappings.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.junit.jupiter.api.Test;
import parley.mappings.Problem;

/** The days that waits are counted from are not rewritten without a trace. */
class CourseDaysTest {

  private static final String HISTORY = "EpisodeOfCare.statusHistory";
  private static final String START = "EpisodeOfCare.period.start";

  @Test
  void aPauseIsNotBeforeTheReferralNorAhead() {
    assertThat(faults(it -> pause(it, "2026-08-31", "2026-09-10"))).containsExactly(HISTORY);
    assertThat(faults(it -> pause(it, "2026-09-01", "2026-09-10"))).isEmpty();
    assertThat(faults(it -> pause(it, "2026-11-01", "2030-01-01"))).containsExactly(HISTORY);
    assertThat(faults(it -> pause(it, "2026-11-01", "2026-11-22"))).containsExactly(HISTORY);
    assertThat(faults(it -> pause(it, "2026-11-01", "2026-11-21"))).isEmpty();
  }

  @Test
  void theStartHasComeAndStays() {
    assertThat(faults(it -> start(it, "2030-01-01"))).containsExactly(START);
    assertThat(faults(it -> start(it, "2026-11-21"))).isEmpty();
    assertThat(faults(it -> it.getPeriod().setStartElement(null))).containsExactly(START);
  }

  @Test
  void aPauseThatHasEndedIsNotLeftOut() {
    var made = resumed();
    var dropped = made.course(it -> it.setStatus(EpisodeOfCareStatus.ACTIVE));
    dropped.course().getStatusHistory().clear();
    assertThat(made.write(dropped)).isInstanceOf(Change.Malformed.class);
    var waiting = resumed();
    var left = waiting.meaning("accepted");
    left.course().getStatusHistory().clear();
    assertThat(waiting.write(left)).isInstanceOf(Change.Malformed.class);
    var error = waiting.meaning("entered-in-error");
    error.course().getStatusHistory().clear();
    assertThat(waiting.write(error)).isInstanceOf(Change.Allowed.class);
  }

  @Test
  void aCorrectionIsToldFromWhatHappens() {
    var made = MadeCourse.at("accepted");
    var waiting = made.stored.course();
    made.write("paused");
    var paused = made.stored.course();
    made.write("resumed");
    var resumed = made.stored.course();
    assertThat(CourseDays.corrected(waiting, paused)).isFalse();
    assertThat(CourseDays.corrected(paused, resumed)).isFalse();
    assertThat(CourseDays.corrected(resumed, resumed.copy())).isFalse();
    assertThat(CourseDays.corrected(waiting, resumed)).as("added afterwards").isTrue();
    var shorter = resumed.copy();
    shorter.getStatusHistory().get(0).getPeriod().setEndElement(new DateTimeType("2026-10-21"));
    assertThat(CourseDays.corrected(resumed, shorter)).isTrue();
    var earlier = paused.copy();
    earlier.getStatusHistory().get(0).getPeriod().setStartElement(new DateTimeType("2026-10-02"));
    assertThat(CourseDays.corrected(paused, earlier)).isTrue();
    var moved = waiting.copy();
    start(moved, "2026-09-02");
    assertThat(CourseDays.corrected(waiting, moved)).isTrue();
  }

  private static MadeCourse resumed() {
    var made = MadeCourse.at("accepted-paused");
    made.write("resumed");
    return made;
  }

  private static List<String> faults(Consumer<EpisodeOfCare> change) {
    var made = MadeCourse.at("assessment");
    var record =
        made.course(
            it -> {
              it.setStatus(EpisodeOfCareStatus.ACTIVE);
              change.accept(it);
            });
    return made.write(record) instanceof Change.Malformed bad
        ? bad.problems().stream().map(Problem::location).toList()
        : List.of();
  }

  private static void start(EpisodeOfCare course, String day) {
    course.getPeriod().setStartElement(new DateTimeType(day));
  }

  private static void pause(EpisodeOfCare course, String start, String end) {
    MadeCourse.former(course, EpisodeOfCareStatus.ONHOLD, start, end);
  }
}
