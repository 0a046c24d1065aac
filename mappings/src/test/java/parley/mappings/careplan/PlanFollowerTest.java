package parley.mappings.careplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityStatus;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.mappings.careplan.PlanRecords.Booking;
import parley.mappings.careplan.PlanRecords.Response;
import parley.mappings.careplan.PlanRecords.Score;
import parley.mappings.careplan.PlanRecords.Session;

/** What becomes of a plan as its course is recorded. */
class PlanFollowerTest {

  private static final LocalDate START = FollowedPlan.START;
  private static final String GUIDED_SELF_HELP = "748051000000105";
  private static final String CBT = "304891004";
  private static final String NEXT_DUE = "https://parley.example/fhir/StructureDefinition/next-due";

  private final FollowedPlan followed = new FollowedPlan();

  @Test
  void atItsBeginningEveryMeasureIsDueAndTheReviewInFourWeeks() {
    assertThat(followed.entry("measure-phq-9").due()).contains(START);
    assertThat(followed.entry("measure-dds-17").due()).contains(START);
    assertThat(followed.entry("review").due()).contains(LocalDate.parse("2026-09-29"));
    assertThat(followed.entry("physical-team").due()).contains(LocalDate.parse("2026-12-01"));
    assertThat(followed.entry("low-guided-self-help-book").due()).isEmpty();
    assertThat(followed.entry("low-guided-self-help-book").expected()).contains(6);
    assertThat(followed.entry("step-up").due()).isEmpty();
  }

  @Test
  void aScoreMovesTheDueDateOfItsMeasureAndOfNoOther() {
    followed.score("phq-9", "2026-09-10", 12);
    followed.score("phq-9", "2026-09-03", 14);
    var phq9 = followed.entry("measure-phq-9");
    assertThat(phq9.due()).contains(LocalDate.parse("2026-09-17"));
    assertThat(phq9.delivered()).isEqualTo(2);
    assertThat(phq9.scores()).extracting(Score::value).containsExactly(BigDecimal.valueOf(12));
    assertThat(phq9.outcomes()).hasSize(2);
    assertThat(followed.entry("measure-gad-7").due()).contains(START);
  }

  @Test
  void aScoreFromBeforeThePlanIsTheBaselineAndNoOutcomeOfIt() {
    followed.score("phq-9", "2026-07-01", 14);
    assertThat(followed.entry("measure-phq-9").due()).as("not before the plan").contains(START);
    followed.score("phq-9", "2026-08-30", 14);
    assertThat(followed.entry("measure-phq-9").due()).contains(LocalDate.parse("2026-09-06"));
    assertThat(followed.entry("measure-phq-9").delivered()).isZero();
    assertThat(followed.entry("measure-phq-9").last()).isEmpty();
    assertThat(followed.entry("measure-phq-9").scores()).hasSize(1);
    assertThat(followed.entry("measure-phq-9").outcomes()).isEmpty();
  }

  @Test
  void aResponseCountsEvenWithoutATotal() {
    followed.responses.add(
        new Response(
            new Reference("QuestionnaireResponse/r"),
            "https://parley.example/fhir/Questionnaire/wsas",
            LocalDate.parse("2026-09-08")));
    assertThat(followed.entry("measure-wsas").due()).contains(LocalDate.parse("2026-09-15"));
  }

  @Test
  void whatIsOverdueStaysDueWhateverElseHappens() {
    followed.session("a", "2026-10-20", List.of(), true);
    followed.bookings.add(
        new Booking(new Reference("Appointment/b"), LocalDate.parse("2026-12-24")));
    assertThat(followed.entry("measure-phq-9").due()).contains(START);
    assertThat(followed.entry("review").due()).contains(LocalDate.parse("2026-09-29"));
    assertThat(followed.entry("review").isOverdue(LocalDate.parse("2026-09-29"))).isFalse();
    assertThat(followed.entry("review").isOverdue(LocalDate.parse("2026-09-30"))).isTrue();
  }

  @Test
  void aContactBelongsToTheTherapyItsActivityIs() {
    followed.session("self-help", "2026-09-08", List.of(GUIDED_SELF_HELP), true);
    followed.session("cbt", "2026-09-09", List.of(CBT), true);
    var therapy = followed.entry("low-guided-self-help-book");
    assertThat(therapy.delivered()).isEqualTo(1);
    assertThat(FollowedPlan.names(therapy))
        .containsExactly("Encounter/self-help", "Procedure/self-help-0");
  }

  @Test
  void aContactWithoutAnActivityBelongsToTheOnlyRunningTherapy() {
    followed.session("a", "2026-09-08", List.of(), true);
    assertThat(followed.entry("low-guided-self-help-book").delivered()).isEqualTo(1);
    followed.addTherapy(CBT, CarePlanActivityStatus.NOTSTARTED);
    assertThat(followed.entry("low-guided-self-help-book").delivered()).isZero();
    followed.activity("high").getDetail().setStatus(CarePlanActivityStatus.CANCELLED);
    assertThat(followed.entry("low-guided-self-help-book").delivered()).isEqualTo(1);
  }

  @Test
  void aMissedSessionIsLinkedAndNotCounted() {
    followed.sessions.add(
        new Session(
            new Reference("Encounter/missed"),
            Optional.of(new Reference("Appointment/of-missed")),
            LocalDate.parse("2026-09-08"),
            false,
            false,
            true,
            false,
            List.of()));
    var therapy = followed.entry("low-guided-self-help-book");
    assertThat(therapy.delivered()).isZero();
    assertThat(therapy.missed()).isEqualTo(1);
    assertThat(FollowedPlan.names(therapy))
        .containsExactly("Appointment/of-missed", "Encounter/missed");
  }

  @Test
  void aSessionBeforeThePlanIsAnotherPlans() {
    followed.session("before", "2026-08-31", List.of(GUIDED_SELF_HELP), true);
    assertThat(followed.entry("low-guided-self-help-book").delivered()).isZero();
  }

  @Test
  void aReviewMovesTheNextOne() {
    followed.sessions.add(
        new Session(
            new Reference("Encounter/review"),
            Optional.empty(),
            LocalDate.parse("2026-10-05"),
            false,
            true,
            false,
            false,
            List.of()));
    assertThat(followed.entry("review").due()).contains(LocalDate.parse("2026-11-02"));
    assertThat(FollowedPlan.names(followed.entry("review"))).containsExactly("Encounter/review");
  }

  @Test
  void aNoteOfProgressMovesWhatLeavesNoOtherRecord() {
    followed
        .activity("physical-team")
        .addProgress(
            new Annotation().setTimeElement(new DateTimeType("2026-10-10")).setText("met"));
    assertThat(followed.entry("physical-team").due()).contains(LocalDate.parse("2027-01-10"));
  }

  @Test
  void aMomentIsOfItsDayInEngland() {
    followed
        .activity("physical-team")
        .addProgress(
            new Annotation()
                .setTimeElement(new DateTimeType("2026-09-30T23:30:00Z"))
                .setText("met"));
    assertThat(followed.entry("physical-team").due()).contains(LocalDate.parse("2027-01-01"));
    followed.plan.getPeriod().setStartElement(new DateTimeType("2026-06-30T23:30:00Z"));
    assertThat(followed.entry("measure-phq-9").due()).contains(LocalDate.parse("2026-07-01"));
    followed.plan.getPeriod().setStartElement(new DateTimeType("2026-06"));
    assertThat(followed.entry("measure-phq-9").due()).as("no day: of the course").contains(START);
  }

  @ParameterizedTest
  @EnumSource(
      value = CarePlanStatus.class,
      names = {"DRAFT", "ONHOLD", "REVOKED", "COMPLETED", "ENTEREDINERROR"})
  void nothingIsDueInAPlanThatIsNotActive(CarePlanStatus status) {
    followed.plan.setStatus(status);
    assertThat(followed.progress().activities()).allMatch(entry -> entry.due().isEmpty());
  }

  @Test
  void nothingIsDueOnceTheCourseHasEnded() {
    followed.open = false;
    assertThat(followed.progress().activities()).allMatch(entry -> entry.due().isEmpty());
  }

  @Test
  void anActivityAtRestIsNotDue() {
    followed.activity("review").getDetail().setStatus(CarePlanActivityStatus.COMPLETED);
    assertThat(followed.entry("review").due()).isEmpty();
    assertThat(followed.entry("measure-phq-9").due()).isPresent();
  }

  @Test
  void theNextQuestionnaireIsTheOneDueFirst() {
    for (var scale : List.of("phq-9", "gad-7", "dds-17")) {
      followed.score(scale, "2026-09-10", 1);
    }
    assertThat(followed.progress().nextQuestionnaire().flatMap(PlanProgress.Entry::questionnaire))
        .contains("https://parley.example/fhir/Questionnaire/wsas");
  }

  @Test
  void theNextSessionIsTheFirstToCome() {
    followed.bookings.add(
        new Booking(new Reference("Appointment/1"), LocalDate.parse("2026-09-20")));
    followed.bookings.add(
        new Booking(new Reference("Appointment/2"), LocalDate.parse("2026-09-15")));
    followed.bookings.add(
        new Booking(new Reference("Appointment/3"), LocalDate.parse("2026-09-01")));
    assertThat(
            followed
                .follower
                .progress(followed.plan, followed.records(), LocalDate.parse("2026-09-10"))
                .nextSession())
        .contains(LocalDate.parse("2026-09-15"));
  }

  @Test
  void followingWritesLinksAndDueDatesAndKeepsWhatAClientLinked() {
    followed.score("phq-9", "2026-09-10", 12);
    followed
        .activity("measure-phq-9")
        .addOutcomeReference(new Reference("Communication/theirs"))
        .addOutcomeReference(new Reference("Observation/gone"))
        .addExtension(NEXT_DUE, new DateTimeType("1999-01-01"));
    var before = followed.plan.copy();
    var written = followed.follower.followed(followed.plan, followed.records());
    assertThat(followed.plan.equalsDeep(before)).isTrue();
    var activity =
        written.getActivity().stream()
            .filter(one -> "measure-phq-9".equals(one.getId()))
            .findFirst()
            .orElseThrow();
    assertThat(activity.getOutcomeReference())
        .extracting(Reference::getReference)
        .containsExactly("Communication/theirs", "Observation/phq-9-2026-09-10");
    assertThat(activity.getExtensionsByUrl(NEXT_DUE))
        .singleElement()
        .satisfies(due -> assertThat(due.getValue().primitiveValue()).isEqualTo("2026-09-17"));
    assertThat(followed.follower.followed(written, followed.records()).equalsDeep(written))
        .isTrue();
  }
}
