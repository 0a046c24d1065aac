package parley.mappings.careplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityComponent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityStatus;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Timing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import parley.mappings.careplan.PlanRecords.Activity;
import parley.mappings.careplan.PlanRecords.Booking;
import parley.mappings.careplan.PlanRecords.Pause;
import parley.mappings.careplan.PlanRecords.Response;
import parley.mappings.careplan.PlanRecords.Score;
import parley.mappings.careplan.PlanRecords.Session;
import parley.terminology.scale.Scales;

/** The plan of the golden course diabetes/step-2, which begins on 1 September 2026, followed. */
class PlanFollowerTest {

  private static final LocalDate START = LocalDate.parse("2026-09-01");
  private static final String GUIDED_SELF_HELP = "748051000000105";
  private static final String CBT = "304891004";

  private final PlanFollower follower = new PlanFollower(MeasureScales.packaged(Scales.packaged()));
  private final CarePlan plan = plan();
  private final List<Pause> pauses = new ArrayList<>();
  private final List<Session> sessions = new ArrayList<>();
  private final List<Booking> bookings = new ArrayList<>();
  private final List<Score> scores = new ArrayList<>();
  private final List<Response> responses = new ArrayList<>();
  private boolean open = true;

  @Test
  void atItsBeginningEveryMeasureIsDueAndTheReviewInFourWeeks() {
    assertThat(entry("measure-phq-9").due()).contains(START);
    assertThat(entry("measure-dds-17").due()).contains(START);
    assertThat(entry("review").due()).contains(LocalDate.parse("2026-09-29"));
    assertThat(entry("physical-team").due()).contains(LocalDate.parse("2026-12-01"));
    assertThat(entry("low-guided-self-help-book").due()).isEmpty();
    assertThat(entry("low-guided-self-help-book").expected()).contains(6);
    assertThat(entry("step-up").due()).isEmpty();
  }

  @Test
  void aScoreMovesTheDueDateOfItsMeasureAndOfNoOther() {
    score("phq-9", "2026-09-10", 12);
    score("phq-9", "2026-09-03", 14);
    var phq9 = entry("measure-phq-9");
    assertThat(phq9.due()).contains(LocalDate.parse("2026-09-17"));
    assertThat(phq9.delivered()).isEqualTo(2);
    assertThat(phq9.scores()).extracting(Score::value).containsExactly(BigDecimal.valueOf(12));
    assertThat(phq9.outcomes()).hasSize(2);
    assertThat(entry("measure-gad-7").due()).contains(START);
  }

  @Test
  void aScoreFromBeforeThePlanIsTheBaselineAndNoOutcomeOfIt() {
    score("phq-9", "2026-07-01", 14);
    assertThat(entry("measure-phq-9").due()).as("not before the plan").contains(START);
    score("phq-9", "2026-08-30", 14);
    assertThat(entry("measure-phq-9").due()).contains(LocalDate.parse("2026-09-06"));
    assertThat(entry("measure-phq-9").delivered()).isZero();
    assertThat(entry("measure-phq-9").last()).isEmpty();
    assertThat(entry("measure-phq-9").scores()).hasSize(1);
    assertThat(entry("measure-phq-9").outcomes()).isEmpty();
  }

  @Test
  void aResponseCountsEvenWithoutATotal() {
    responses.add(
        new Response(
            new Reference("QuestionnaireResponse/r"),
            "https://parley.example/fhir/Questionnaire/wsas",
            LocalDate.parse("2026-09-08")));
    assertThat(entry("measure-wsas").due()).contains(LocalDate.parse("2026-09-15"));
  }

  @Test
  void whatIsOverdueStaysDueWhateverElseHappens() {
    session("a", "2026-10-20", List.of(), true);
    bookings.add(new Booking(new Reference("Appointment/b"), LocalDate.parse("2026-12-24")));
    assertThat(entry("measure-phq-9").due()).contains(START);
    assertThat(entry("review").due()).contains(LocalDate.parse("2026-09-29"));
    assertThat(entry("review").isOverdue(LocalDate.parse("2026-09-29"))).isFalse();
    assertThat(entry("review").isOverdue(LocalDate.parse("2026-09-30"))).isTrue();
  }

  @Test
  void aContactBelongsToTheTherapyItsActivityIs() {
    session("self-help", "2026-09-08", List.of(GUIDED_SELF_HELP), true);
    session("cbt", "2026-09-09", List.of(CBT), true);
    var therapy = entry("low-guided-self-help-book");
    assertThat(therapy.delivered()).isEqualTo(1);
    assertThat(names(therapy)).containsExactly("Encounter/self-help", "Procedure/self-help-0");
  }

  @Test
  void aContactWithoutAnActivityBelongsToTheOnlyRunningTherapy() {
    session("a", "2026-09-08", List.of(), true);
    assertThat(entry("low-guided-self-help-book").delivered()).isEqualTo(1);
    addTherapy(CBT, CarePlanActivityStatus.NOTSTARTED);
    assertThat(entry("low-guided-self-help-book").delivered()).isZero();
    activity("high").getDetail().setStatus(CarePlanActivityStatus.CANCELLED);
    assertThat(entry("low-guided-self-help-book").delivered()).isEqualTo(1);
  }

  @Test
  void aMissedSessionIsLinkedAndNotCounted() {
    sessions.add(
        new Session(
            new Reference("Encounter/missed"),
            Optional.of(new Reference("Appointment/of-missed")),
            LocalDate.parse("2026-09-08"),
            false,
            false,
            true,
            false,
            List.of()));
    var therapy = entry("low-guided-self-help-book");
    assertThat(therapy.delivered()).isZero();
    assertThat(therapy.missed()).isEqualTo(1);
    assertThat(names(therapy)).containsExactly("Appointment/of-missed", "Encounter/missed");
  }

  @Test
  void aSessionBeforeThePlanIsAnotherPlans() {
    session("before", "2026-08-31", List.of(GUIDED_SELF_HELP), true);
    assertThat(entry("low-guided-self-help-book").delivered()).isZero();
  }

  @Test
  void aReviewMovesTheNextOne() {
    sessions.add(
        new Session(
            new Reference("Encounter/review"),
            Optional.empty(),
            LocalDate.parse("2026-10-05"),
            false,
            true,
            false,
            false,
            List.of()));
    assertThat(entry("review").due()).contains(LocalDate.parse("2026-11-02"));
    assertThat(names(entry("review"))).containsExactly("Encounter/review");
  }

  @Test
  void aNoteOfProgressMovesWhatLeavesNoOtherRecord() {
    activity("physical-team")
        .addProgress(
            new Annotation().setTimeElement(new DateTimeType("2026-10-10")).setText("met"));
    assertThat(entry("physical-team").due()).contains(LocalDate.parse("2027-01-10"));
  }

  @Test
  void aMomentIsOfItsDayInEngland() {
    activity("physical-team")
        .addProgress(
            new Annotation()
                .setTimeElement(new DateTimeType("2026-09-30T23:30:00Z"))
                .setText("met"));
    assertThat(entry("physical-team").due()).contains(LocalDate.parse("2027-01-01"));
    plan.getPeriod().setStartElement(new DateTimeType("2026-06-30T23:30:00Z"));
    assertThat(entry("measure-phq-9").due()).contains(LocalDate.parse("2026-07-01"));
    plan.getPeriod().setStartElement(new DateTimeType("2026-06"));
    assertThat(entry("measure-phq-9").due()).as("no day: of the course").contains(START);
  }

  @ParameterizedTest
  @EnumSource(
      value = CarePlanStatus.class,
      names = {"DRAFT", "ONHOLD", "REVOKED", "COMPLETED", "ENTEREDINERROR"})
  void nothingIsDueInAPlanThatIsNotActive(CarePlanStatus status) {
    plan.setStatus(status);
    assertThat(progress().activities()).allMatch(entry -> entry.due().isEmpty());
  }

  @Test
  void nothingIsDueOnceTheCourseHasEnded() {
    open = false;
    assertThat(progress().activities()).allMatch(entry -> entry.due().isEmpty());
  }

  @Test
  void aPausePutsOffWhatWouldFallDueInItOrAfterItAndNotWhatWasDueBefore() {
    score("phq-9", "2026-09-10", 12);
    pauses.add(new Pause(LocalDate.parse("2026-09-14"), Optional.empty()));
    assertThat(entry("measure-gad-7").due()).as("due before the pause").contains(START);
    assertThat(entry("measure-phq-9").due()).as("nobody knows when it ends").isEmpty();
    assertThat(entry("review").due()).isEmpty();
    pauses.set(0, pause("2026-09-14", "2026-09-24"));
    assertThat(entry("measure-phq-9").due()).contains(LocalDate.parse("2026-09-27"));
    assertThat(entry("review").due()).contains(LocalDate.parse("2026-10-09"));
    assertThat(entry("physical-team").due()).contains(LocalDate.parse("2026-12-11"));
    assertThat(entry("measure-gad-7").due()).contains(START);
    score("phq-9", "2026-09-20", 12);
    assertThat(entry("measure-phq-9").due())
        .as("a week of days not paused after the last")
        .contains(LocalDate.parse("2026-10-01"));
    score("phq-9", "2026-09-24", 12);
    assertThat(entry("measure-phq-9").due())
        .as("the pause is over")
        .contains(LocalDate.parse("2026-10-01"));
  }

  @Test
  void aPlanThatBeginsInAPauseIsDueWhenItEnds() {
    pauses.add(pause("2026-08-20", "2026-09-05"));
    assertThat(entry("measure-phq-9").due()).contains(LocalDate.parse("2026-09-05"));
    assertThat(entry("review").due()).contains(LocalDate.parse("2026-10-03"));
    score("phq-9", "2026-08-01", 14);
    assertThat(entry("measure-phq-9").due())
        .as("not before the plan")
        .contains(LocalDate.parse("2026-09-05"));
  }

  @Test
  void pausesThatMeetOrOverlapCountOnceAndAPauseThatIsReachedByAnotherToo() {
    pauses.add(pause("2026-09-20", "2026-10-10"));
    pauses.add(pause("2026-09-10", "2026-09-22"));
    pauses.add(pause("2026-10-10", "2026-10-12"));
    pauses.add(pause("2026-09-11", "2026-09-12"));
    pauses.add(pause("2026-09-13", "2026-09-13"));
    assertThat(entry("review").due())
        .as("29 September and 32 days")
        .contains(LocalDate.parse("2026-10-31"));
    pauses.add(pause("2026-10-31", "2026-11-02"));
    assertThat(entry("review").due()).contains(LocalDate.parse("2026-11-02"));
    pauses.add(pause("2026-11-03", "2026-11-05"));
    assertThat(entry("review").due())
        .as("due before that one")
        .contains(LocalDate.parse("2026-11-02"));
  }

  @Test
  void aPauseUntilTheEndOfTheCalendarLeavesNoDate() {
    pauses.add(pause("0001-01-01", "9999-12-31"));
    assertThat(entry("review").due()).isEmpty();
    assertThat(entry("measure-phq-9").due()).contains(LocalDate.parse("9999-12-31"));
  }

  private static Pause pause(String start, String end) {
    return new Pause(LocalDate.parse(start), Optional.of(LocalDate.parse(end)));
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
    var repeat = ((Timing) activity("review").getDetail().getScheduled()).getRepeat();
    repeat.setPeriod(period).setPeriodUnit(Timing.UnitsOfTime.fromCode(unit));
    assertThat(entry("review").due()).isEqualTo(Optional.ofNullable(due));
  }

  @Test
  void anActivityAtRestIsNotDue() {
    activity("review").getDetail().setStatus(CarePlanActivityStatus.COMPLETED);
    assertThat(entry("review").due()).isEmpty();
    assertThat(entry("measure-phq-9").due()).isPresent();
  }

  @Test
  void theNextQuestionnaireIsTheOneDueFirst() {
    for (var scale : List.of("phq-9", "gad-7", "dds-17")) {
      score(scale, "2026-09-10", 1);
    }
    assertThat(progress().nextQuestionnaire().flatMap(PlanProgress.Entry::questionnaire))
        .contains("https://parley.example/fhir/Questionnaire/wsas");
  }

  @Test
  void theNextSessionIsTheFirstToCome() {
    bookings.add(new Booking(new Reference("Appointment/1"), LocalDate.parse("2026-09-20")));
    bookings.add(new Booking(new Reference("Appointment/2"), LocalDate.parse("2026-09-15")));
    bookings.add(new Booking(new Reference("Appointment/3"), LocalDate.parse("2026-09-01")));
    assertThat(follower.progress(plan, records(), LocalDate.parse("2026-09-10")).nextSession())
        .contains(LocalDate.parse("2026-09-15"));
  }

  @Test
  void followingWritesLinksAndDueDatesAndKeepsWhatAClientLinked() {
    score("phq-9", "2026-09-10", 12);
    activity("measure-phq-9")
        .addOutcomeReference(new Reference("Communication/theirs"))
        .addOutcomeReference(new Reference("Observation/gone"))
        .addExtension(NEXT_DUE, new DateTimeType("1999-01-01"));
    var before = plan.copy();
    var followed = follower.followed(plan, records());
    assertThat(plan.equalsDeep(before)).isTrue();
    var activity =
        followed.getActivity().stream()
            .filter(one -> "measure-phq-9".equals(one.getId()))
            .findFirst()
            .orElseThrow();
    assertThat(activity.getOutcomeReference())
        .extracting(Reference::getReference)
        .containsExactly("Communication/theirs", "Observation/phq-9-2026-09-10");
    assertThat(activity.getExtensionsByUrl(NEXT_DUE))
        .singleElement()
        .satisfies(due -> assertThat(due.getValue().primitiveValue()).isEqualTo("2026-09-17"));
    assertThat(follower.followed(followed, records()).equalsDeep(followed)).isTrue();
  }

  private static final String NEXT_DUE = "https://parley.example/fhir/StructureDefinition/next-due";

  private static CarePlan plan() {
    var course =
        GoldenCase.all().stream()
            .filter(one -> one.name().equals("diabetes/step-2"))
            .findFirst()
            .orElseThrow();
    var application =
        new PlanApplier(Scales.packaged())
            .apply(GoldenCase.definition("diabetes"), course.context());
    return ((PlanApplication.Applied) application).plan().setStatus(CarePlanStatus.ACTIVE);
  }

  private void addTherapy(String code, CarePlanActivityStatus status) {
    var activity = plan.addActivity();
    activity.setId("high");
    activity.getDetail().setStatus(status);
    activity.getDetail().getCode().addCoding().setSystem("http://snomed.info/sct").setCode(code);
  }

  private void score(String scale, String day, int value) {
    scores.add(
        new Score(
            new Reference("Observation/" + scale + '-' + day),
            scale,
            BigDecimal.valueOf(value),
            LocalDate.parse(day)));
  }

  private void session(String id, String day, List<String> therapies, boolean treatment) {
    var activities = new ArrayList<Activity>();
    for (var i = 0; i < therapies.size(); i++) {
      activities.add(new Activity(new Reference("Procedure/" + id + '-' + i), therapies.get(i)));
    }
    sessions.add(
        new Session(
            new Reference("Encounter/" + id),
            Optional.empty(),
            LocalDate.parse(day),
            treatment,
            false,
            false,
            false,
            activities));
  }

  private CarePlanActivityComponent activity(String id) {
    return plan.getActivity().stream()
        .filter(one -> id.equals(one.getId()))
        .findFirst()
        .orElseThrow();
  }

  private PlanRecords records() {
    return new PlanRecords(START, open, pauses, sessions, bookings, scores, responses);
  }

  private PlanProgress progress() {
    return follower.progress(plan, records(), START);
  }

  private PlanProgress.Entry entry(String id) {
    return progress().activities().stream()
        .filter(one -> one.id().equals(Optional.of(id)))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(PlanProgress.Entry entry) {
    return entry.outcomes().stream().map(Reference::getReference).toList();
  }
}
