package parley.submissions.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.submissions.course.CareContact.Planning;
import parley.submissions.course.PresentingProblem.Significance;
import parley.terminology.Systems;
import parley.terminology.scale.Scale;

/** What must hold of every course, tried on two thousand made by chance from fixed seeds. */
class CoursePropertiesTest {

  private static final int COURSES = 2000;
  private static final CourseModel MODEL = CourseModel.packaged();
  private static final List<String> CODES =
      List.of("F32.1", "F42", "F40.0", "F40.1", "F41.0", "F43.1", "F45.2", "K58", "F41.1");
  private static final List<String> SCALES =
      List.of(
          "phq-9",
          "phq-9",
          "phq-9",
          "gad-7",
          "gad-7",
          "oci",
          "spin",
          "pdss",
          "pcl-5",
          "ibs-sss",
          "wsas-work");

  @Test
  void aScoreOfADayToComeDoesNotCountUntilThen() {
    var course =
        WorkedCourse.of("to come |  |  | two | | phq-9 0=20 100=3 | none=none | a slip in the year")
            .course();
    var last = WorkedCourse.DAY_0.plusDays(100);
    var before = MODEL.facts(course, last.minusDays(1));
    assertThat(before.scores().get("phq-9")).hasSize(1);
    assertThat(before.excluded())
        .extracting(ExcludedScore::reason)
        .containsExactly(ExcludedScore.Reason.TO_COME);
    assertThat(MODEL.facts(course, last).scores().get("phq-9")).hasSize(2);
  }

  @Test
  void orderOfArrivalDoesNotMatter() {
    for (var seed = 0; seed < COURSES; seed++) {
      var random = new Random(seed);
      var course = course(random);
      var other =
          new Course(
              course.received(),
              course.discharged(),
              shuffled(course.problems(), random),
              shuffled(course.contacts(), random),
              shuffled(course.internetLogs(), random),
              shuffled(course.scores(), random));

      assertThat(said(MODEL.facts(other))).as("seed " + seed).isEqualTo(said(MODEL.facts(course)));
    }
  }

  @Test
  void anUnrelatedScaleChangesNoOutcome() {
    for (var seed = 0; seed < COURSES; seed++) {
      var random = new Random(seed);
      var course = course(random);
      var more = new ArrayList<>(course.scores());
      for (var number = 0; number < 4; number++) {
        more.add(score("other-" + number, "pswq", random));
      }
      var other =
          new Course(
              course.received(),
              course.discharged(),
              course.problems(),
              course.contacts(),
              course.internetLogs(),
              more);

      assertThat(outcomes(MODEL.facts(other)))
          .as("seed " + seed)
          .isEqualTo(outcomes(MODEL.facts(course)));
    }
  }

  @Test
  void answersNeverContradictEachOther() {
    var recovered = 0;
    var unknown = 0;
    for (var seed = 0; seed < COURSES; seed++) {
      var facts = MODEL.facts(course(new Random(seed)));

      if (facts.recovery().is(Recovery.RECOVERED)) {
        recovered++;
        assertThat(facts.caseness().is(Caseness.AT_CASENESS)).isTrue();
        assertThat(facts.phq9().orElseThrow().last().orElseThrow().value().intValue())
            .isLessThan(10);
      }
      if (facts.reliableRecovery().is(Recovery.RECOVERED)) {
        assertThat(facts.recovery().is(Recovery.RECOVERED)).isTrue();
        assertThat(facts.reliableChange().is(ReliableChange.IMPROVEMENT)).isTrue();
      }
      if (facts.caseness().is(Caseness.NOT_AT_CASENESS) && facts.recovery().value().isPresent()) {
        assertThat(facts.recovery().is(Recovery.NOT_AT_CASENESS_AT_START)).isTrue();
      }
      if (facts.reliableChange().value().isEmpty()) {
        unknown++;
        assertThat(facts.gaps()).isNotEmpty();
      }
    }
    assertThat(recovered).as("courses that exercise the rules").isGreaterThan(20);
    assertThat(unknown).isGreaterThan(20);
  }

  private static List<Object> said(CourseFacts facts) {
    var said = new ArrayList<Object>(outcomes(facts));
    said.add(facts.scores());
    said.add(facts.excluded());
    said.add(ScaleSeries.of(facts, MODEL.scales()));
    return said;
  }

  private static List<Object> outcomes(CourseFacts facts) {
    return List.of(
        facts.measure(),
        facts.caseness(),
        facts.recovery(),
        facts.reliableChange(),
        facts.reliableRecovery(),
        facts.treatments(),
        facts.finished(),
        facts.daysToFirstTreatment(),
        facts.daysToSecondTreatment(),
        facts.gaps(),
        facts.phq9(),
        facts.measurePair(),
        new TrajectoryRule(MODEL.scales()).of(facts));
  }

  private static Course course(Random random) {
    var problems = new ArrayList<PresentingProblem>();
    var contacts = new ArrayList<CareContact>();
    var logs = new ArrayList<InternetTherapyLog>();
    var scores = new ArrayList<Score>();
    for (var number = random.nextInt(3); number > 0; number--) {
      problems.add(problem("p" + number, random));
    }
    for (var number = random.nextInt(9); number > 0; number--) {
      contacts.add(contact("c" + number, random));
    }
    for (var number = random.nextInt(2); number > 0; number--) {
      var end = WorkedCourse.DAY_0.plusDays(random.nextInt(120));
      logs.add(new InternetTherapyLog("l" + number, end.minusDays(6), end));
    }
    for (var number = random.nextInt(24); number > 0; number--) {
      scores.add(score("s" + number, SCALES.get(random.nextInt(SCALES.size())), random));
    }
    return new Course(
        WorkedCourse.DAY_0,
        random.nextInt(4) == 0
            ? Optional.empty()
            : Optional.of(WorkedCourse.DAY_0.plusDays(random.nextInt(110))),
        problems,
        contacts,
        logs,
        scores);
  }

  private static PresentingProblem problem(String id, Random random) {
    return new PresentingProblem(
        id,
        Systems.ICD_10,
        CODES.get(random.nextInt(CODES.size())),
        random.nextInt(5) == 0
            ? Optional.empty()
            : Optional.of(WorkedCourse.DAY_0.plusDays(random.nextInt(3))),
        Significance.values()[random.nextInt(Significance.values().length)]);
  }

  private static CareContact contact(String id, Random random) {
    return new CareContact(
        id,
        WorkedCourse.DAY_0.plusDays(random.nextInt(130) - 10L),
        Optional.empty(),
        AppointmentType.values()[random.nextInt(AppointmentType.values().length)],
        Attendance.values()[random.nextInt(Attendance.values().length)],
        Planning.values()[random.nextInt(Planning.values().length)],
        random.nextInt(6) == 0 ? List.of("1098051000000103") : List.of());
  }

  /** Few days and few hours, so that moments often fall together. */
  private static Score score(String id, String scale, Random random) {
    var range = MODEL.scales().get(scale).range().orElseThrow();
    var value =
        range.low().intValue()
            + random.nextInt(range.high().intValue() - range.low().intValue() + 2);
    return new Score(
        id,
        scale,
        BigDecimal.valueOf(value),
        WorkedCourse.DAY_0.plusDays(random.nextInt(40) * 3L - 6),
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(LocalTime.of(9 + random.nextInt(2), 0)),
        random.nextInt(4) == 0 ? Optional.of("c" + random.nextInt(9)) : Optional.empty());
  }

  private static <T> List<T> shuffled(List<T> list, Random random) {
    var copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }

  @Test
  void theScaleThatIsAddedIsNoMeasure() {
    assertThat(MODEL.scales().all()).extracting(Scale::id).contains("pswq");
    assertThat(SCALES).doesNotContain("pswq");
  }
}
