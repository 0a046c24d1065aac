package parley.mappings.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.junit.jupiter.api.Test;
import parley.mappings.Problem;

/** What a course has to say whatever its state was: ends, pauses and steps. */
class CourseFormTest {

  private static final String END = "EpisodeOfCare.period.end";
  private static final String REASON = "EpisodeOfCare.extension(discharge-reason)";
  private static final String HISTORY = "EpisodeOfCare.statusHistory";
  private static final String STEP = "EpisodeOfCare.extension(step)";

  @Test
  void anEndHasADayAndAReason() {
    assertThat(faults(it -> it.setStatus(EpisodeOfCareStatus.FINISHED)))
        .containsExactly(END, REASON);
    assertThat(faults(it -> ended(it, "46", "2026"))).containsExactly(END);
    assertThat(faults(it -> ended(it, "46", "2026-08-31"))).containsExactly(END);
    assertThat(faults(it -> ended(it, "46", "2026-09-01"))).isEmpty();
    assertThat(faults(it -> ended(it, "77", "2026-10-01"))).containsExactly(REASON);
    assertThat(
            faults(
                it -> {
                  ended(it, "46", "2026-10-01");
                  MadeCourse.ended(it, DischargeReason.NATIONAL, "47");
                }))
        .containsExactly(REASON);
  }

  @Test
  void anEndHasCome() {
    assertThat(faults(it -> ended(it, "46", "2026-11-21"))).isEmpty();
    assertThat(faults(it -> ended(it, "46", "2026-11-22"))).containsExactly(END);
    assertThat(faults(it -> ended(it, "46", "2099-10-01"))).containsExactly(END);
    var made = MadeCourse.at("accepted");
    assertThat(made.write(made.course(it -> ended(it, "46", "2099-10-01"))))
        .isInstanceOf(Change.Malformed.class);
  }

  @Test
  void whatIsTurnedAwayHasNoEndThatIsStillToCome() {
    assertThat(faults(it -> cancelled(it, "2026-11-20"))).isEmpty();
    assertThat(faults(it -> cancelled(it, "2026-11-22"))).containsExactly(END);
    assertThat(faults(it -> cancelled(it, "2026-08-31"))).containsExactly(END);
    assertThat(faults(it -> it.setStatus(EpisodeOfCareStatus.CANCELLED))).isEmpty();
  }

  private static void cancelled(EpisodeOfCare course, String day) {
    course.setStatus(EpisodeOfCareStatus.CANCELLED);
    course.getPeriod().setEndElement(new DateTimeType(day));
  }

  @Test
  void aRetiredReasonIsForItsTimeOrForWhatHeldItBefore() {
    assertThat(faults(it -> ended(it, "42", "2026-10-01"))).containsExactly(REASON);
    assertThat(faults(it -> old(it, "2020-08-31"))).isEmpty();
    assertThat(faults(it -> old(it, "2020-09-01"))).containsExactly(REASON);
    var made = new MadeCourse();
    made.stored = made.course(it -> ended(it, "42", "2026-10-01"));
    assertThat(made.write(made.course(it -> ended(it, "42", "2026-10-02"))))
        .isNotInstanceOf(Change.Malformed.class);
  }

  @Test
  void whatIsOpenHasNoEnd() {
    assertThat(faults(it -> it.getPeriod().setEndElement(new DateTimeType("2026-10-01"))))
        .containsExactly(END);
    assertThat(
            faults(
                it -> {
                  ended(it, "46", "2026-10-01");
                  it.setStatus(EpisodeOfCareStatus.ACTIVE);
                }))
        .containsExactly(END, REASON);
  }

  @Test
  void aPauseHasDays() {
    assertThat(faults(it -> it.setStatus(EpisodeOfCareStatus.ONHOLD))).containsExactly(HISTORY);
    assertThat(faults(it -> pause(it, "2026-10-01", ""))).containsExactly(HISTORY);
    assertThat(
            faults(
                it -> {
                  pause(it, "2026-10-01", "");
                  it.setStatus(EpisodeOfCareStatus.ONHOLD);
                }))
        .isEmpty();
    assertThat(faults(it -> pause(it, "2026-10-01", "2026-10-09"))).isEmpty();
    assertThat(faults(it -> pause(it, "2026-10-02", "2026-10-01"))).containsExactly(HISTORY);
    assertThat(faults(it -> pause(it, "2026-10", "2026-11-01"))).containsExactly(HISTORY);
    assertThat(
            faults(
                it -> {
                  pause(it, "2026-10-01", "2026-10-09");
                  pause(it, "2026-10-08", "2026-10-12");
                }))
        .containsExactly(HISTORY);
  }

  @Test
  void aPauseThatEndsStaysOnRecord() {
    var made = MadeCourse.at("accepted-paused");
    var without =
        made.course(
            it -> {
              it.getStatusHistory().clear();
              it.setStatus(EpisodeOfCareStatus.WAITLIST);
            });
    assertThat(made.write(without)).isInstanceOf(Change.Malformed.class);
    assertThat(made.write("resumed")).isInstanceOf(Change.Allowed.class);
  }

  @Test
  void aStepIsOneOfTwoAndBelongsToTreatment() {
    assertThat(faults(it -> MadeCourse.step(it, "step-2"))).isEmpty();
    assertThat(faults(it -> MadeCourse.step(it, "step-9"))).containsExactly(STEP);
    assertThat(faults(it -> MadeCourse.step(it.setStatus(EpisodeOfCareStatus.WAITLIST), "step-2")))
        .containsExactly(STEP);
  }

  /** Elements at fault in a course recorded for the first time. */
  private static List<String> faults(Consumer<EpisodeOfCare> change) {
    var made = new MadeCourse();
    var record =
        made.course(
            it -> {
              it.setStatus(EpisodeOfCareStatus.ACTIVE);
              change.accept(it);
            });
    return MadeCourse.LIFECYCLE.begin(record, MadeCourse.TODAY) instanceof Change.Malformed bad
        ? bad.problems().stream().map(Problem::location).toList()
        : List.of();
  }

  private static void ended(EpisodeOfCare course, String code, String day) {
    MadeCourse.ended(course, DischargeReason.NATIONAL, code);
    course.getPeriod().setEndElement(new DateTimeType(day));
  }

  private static void old(EpisodeOfCare course, String day) {
    ended(course, "42", day);
    course.getPeriod().setStartElement(new DateTimeType("2020-01-06"));
  }

  private static void pause(EpisodeOfCare course, String start, String end) {
    MadeCourse.former(course, EpisodeOfCareStatus.ONHOLD, start, end);
  }
}
