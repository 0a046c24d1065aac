package parley.mappings.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/**
 * Every state with every write: what is allowed, and what then is stored of the three resources.
 */
class LifecycleTest {

  private static final List<String> WRITES =
      List.of(
          "received",
          "triaged",
          "accepted",
          "redirected",
          "rejected",
          "withdrawn",
          "assessment",
          "treatment",
          "other-step",
          "discharged",
          "lapsed",
          "paused",
          "resumed",
          "entered-in-error");

  /** State: what is allowed from it; after a bar, writes that say nothing new there. */
  private static final String TABLE =
      """
      received: triaged accepted redirected rejected withdrawn assessment discharged lapsed \
      resumed entered-in-error | received
      triaged: accepted redirected rejected withdrawn assessment discharged lapsed \
      resumed entered-in-error | received triaged
      accepted: withdrawn assessment discharged lapsed paused entered-in-error | accepted resumed
      redirected: entered-in-error | redirected withdrawn
      rejected: entered-in-error | rejected withdrawn
      withdrawn: entered-in-error | withdrawn triaged
      assessment: treatment other-step discharged lapsed paused entered-in-error \
      | assessment resumed
      treatment: other-step discharged lapsed paused entered-in-error | treatment resumed
      accepted-paused: withdrawn discharged lapsed resumed accepted entered-in-error | paused
      assessment-paused: discharged lapsed resumed assessment entered-in-error | paused
      treatment-paused: discharged lapsed resumed treatment entered-in-error | paused
      discharged: entered-in-error | discharged
      lapsed: entered-in-error | lapsed
      entered-in-error: | entered-in-error triaged withdrawn
      """;

  @TestFactory
  Stream<DynamicTest> everyStateWithEveryWrite() {
    return TABLE
        .lines()
        .flatMap(
            line -> {
              var parts = line.split("[:|]", -1);
              var allowed = Set.of(parts[1].trim().split(" "));
              var nothing = Set.of(parts[2].trim().split(" "));
              return WRITES.stream()
                  .map(
                      write ->
                          DynamicTest.dynamicTest(
                              parts[0] + ", " + write,
                              () -> attempt(parts[0], write, allowed, nothing)));
            });
  }

  private static void attempt(String from, String write, Set<String> allowed, Set<String> nothing) {
    var made = MadeCourse.at(from);
    var was = made.stored.standing();
    var change = made.write(write);
    if (allowed.contains(write)) {
      assertThat(change).isInstanceOf(Change.Allowed.class);
      var to = ((Change.Allowed) change).to();
      assertThat(made.stored.standing()).isEqualTo(to).isNotEqualTo(was);
      if (!Set.of("other-step", "paused", "resumed").contains(write)) {
        assertThat(to.state().code()).isEqualTo(write);
      }
      assertThat(((Change.Allowed) change).from()).contains(was);
    } else if (nothing.contains(write)) {
      // What a client leaves out of an ended course is kept, and stored again.
      assertThat(
              change instanceof Change.None
                  || was.state().isEnded()
                      && change instanceof Change.Allowed kept
                      && kept.from().equals(Optional.of(was)))
          .isTrue();
      assertThat(made.stored.standing()).isEqualTo(was);
    } else {
      assertThat(change).isInstanceOf(Change.Forbidden.class);
      var forbidden = (Change.Forbidden) change;
      assertThat(forbidden.present()).isEqualTo(was);
      assertThat(forbidden.problem().code()).isEqualTo(ProblemCode.STATE_CONFLICT);
      assertThat(forbidden.problem().remedy()).contains(was.words());
      for (var choice : Transitions.next(was)) {
        assertThat(forbidden.problem().remedy()).contains(choice.code() + ": ");
      }
    }
  }

  @Test
  void aTriageTaskMovesTheOtherTwo() {
    var accepted = new MadeCourse();
    accepted.write(accepted.triage(TaskStatus.COMPLETED, "accept"));
    assertStatuses(accepted, EpisodeOfCareStatus.WAITLIST, ServiceRequestStatus.ACTIVE);
    for (var decision : List.of("reject", "redirect")) {
      var made = new MadeCourse();
      made.write(made.triage(TaskStatus.COMPLETED, decision));
      assertStatuses(made, EpisodeOfCareStatus.CANCELLED, ServiceRequestStatus.REVOKED);
      assertThat(made.stored.course().getPeriod().getEndElement().getValueAsString())
          .isEqualTo(MadeCourse.TODAY.toString());
    }
  }

  @Test
  void theCourseMovesTheReferralAndTheTriage() {
    var made = MadeCourse.at("assessment");
    assertThat(made.stored.triage().get(0).getStatus()).isEqualTo(TaskStatus.COMPLETED);
    assertThat(Decision.of(made.stored.triage().get(0))).contains(Decision.ACCEPT);
    made.write("treatment");
    made.write("discharged");
    assertStatuses(made, EpisodeOfCareStatus.FINISHED, ServiceRequestStatus.COMPLETED);
    var withdrawn = MadeCourse.at("withdrawn");
    assertStatuses(withdrawn, EpisodeOfCareStatus.CANCELLED, ServiceRequestStatus.REVOKED);
    assertThat(withdrawn.stored.triage().get(0).getStatus()).isEqualTo(TaskStatus.CANCELLED);
  }

  @Test
  void aDecisionThatIsTakenBackOrTurnedRoundIsForbidden() {
    var made = MadeCourse.at("rejected");
    assertThat(made.write(made.triage(TaskStatus.REQUESTED, "")))
        .isInstanceOf(Change.Forbidden.class);
    assertThat(made.write(made.triage(TaskStatus.COMPLETED, "accept")))
        .isInstanceOf(Change.Forbidden.class);
    assertThat(
            made.write(new CourseRecord(made.stored.course(), made.stored.referral(), List.of())))
        .isInstanceOf(Change.Forbidden.class);
  }

  /** What was paused is read off the history: an old copy without it would say another state. */
  @Test
  void aPausedAssessmentStaysOneWhateverAnOldCopyLeavesOut() {
    var made = MadeCourse.at("assessment-paused");
    var old = made.stored.course().copy();
    old.getStatusHistory().removeIf(it -> it.getStatus() == EpisodeOfCareStatus.ACTIVE);
    var change = made.write(new CourseRecord(old, made.stored.referral(), made.stored.triage()));
    assertThat(forbidden(change).rule())
        .isEqualTo("a course that is assessment, paused cannot become accepted, paused");
  }

  @Test
  void aRefusalSpeaksOfWhatWasWritten() {
    var ended = new MadeCourse();
    ended.stored = MadeCourse.at("discharged").stored;
    var step = forbidden(ended.write(ended.course(it -> endedAt(it, "step-3"))));
    assertThat(step.location()).isEqualTo("EpisodeOfCare.extension(step)");
    assertThat(step.rule())
        .isEqualTo("the step of a course that is discharged does not change")
        .doesNotContain("cannot become");
    assertThat(step.remedy()).contains("from discharged these are allowed: ", "opened again: ");
    for (var state : List.of("accepted", "assessment", "rejected")) {
      var made = MadeCourse.at(state);
      made.stored =
          made.triage(TaskStatus.COMPLETED, state.equals("rejected") ? "reject" : "accept");
      var decision = forbidden(made.write(made.triage(TaskStatus.COMPLETED, "redirect")));
      assertThat(decision.location()).isEqualTo("Task.businessStatus");
      assertThat(decision.rule()).contains("decision").doesNotContain("received");
      assertThat(decision.remedy()).contains("from " + state + " these are allowed: ");
    }
  }

  private static void endedAt(EpisodeOfCare course, String step) {
    MadeCourse.ended(course, DischargeReason.NATIONAL, "46");
    MadeCourse.step(course, step);
  }

  private static Problem forbidden(Change change) {
    assertThat(change).isInstanceOf(Change.Forbidden.class);
    return ((Change.Forbidden) change).problem();
  }

  @Test
  void aReferralIsNotCompletedBeforeItIsDecidedNorTakenBackOnceCareHasBegun() {
    var received = new MadeCourse();
    assertThat(received.write(received.referral(ServiceRequestStatus.COMPLETED)))
        .isInstanceOf(Change.Forbidden.class);
    var accepted = MadeCourse.at("accepted");
    assertThat(accepted.write(accepted.referral(ServiceRequestStatus.COMPLETED)))
        .isInstanceOf(Change.None.class);
    var treated = MadeCourse.at("treatment");
    assertThat(treated.write(treated.referral(ServiceRequestStatus.REVOKED)))
        .isInstanceOf(Change.Forbidden.class);
  }

  @Test
  void whatContradictsItselfIsMalformed() {
    var made = new MadeCourse();
    var rejected = made.triage(TaskStatus.COMPLETED, "reject");
    var both =
        new CourseRecord(
            made.course(it -> it.setStatus(EpisodeOfCareStatus.ACTIVE)).course(),
            made.stored.referral(),
            rejected.triage());
    assertThat(made.write(both)).isInstanceOf(Change.Malformed.class);
    var revoked =
        new CourseRecord(
            both.course(),
            made.referral(ServiceRequestStatus.REVOKED).referral(),
            made.stored.triage());
    assertThat(made.write(revoked)).isInstanceOf(Change.Malformed.class);
  }

  @Test
  void whatEndedIsOpenedAgainByAReopeningOnly() {
    for (var name : List.of("rejected", "redirected", "withdrawn")) {
      var made = MadeCourse.at(name);
      assertThat(made.reopen()).isInstanceOf(Change.Allowed.class);
      assertThat(made.stored.standing()).isEqualTo(Standing.of(CourseState.RECEIVED));
      assertStatuses(made, EpisodeOfCareStatus.PLANNED, ServiceRequestStatus.ACTIVE);
      assertThat(made.stored.triage().get(0).getStatus()).isEqualTo(TaskStatus.REQUESTED);
      assertThat(made.stored.course().getPeriod().hasEnd()).isFalse();
    }
    for (var name : List.of("discharged", "lapsed")) {
      var made = MadeCourse.at(name);
      assertThat(made.reopen()).isInstanceOf(Change.Allowed.class);
      assertThat(made.stored.standing().state()).isEqualTo(CourseState.TREATMENT);
      assertThat(made.stored.course().hasExtension(DischargeReason.EXTENSION)).isFalse();
      assertThat(made.write("discharged")).isInstanceOf(Change.Allowed.class);
    }
    assertThat(MadeCourse.at("treatment").reopen()).isInstanceOf(Change.Forbidden.class);
    assertThat(MadeCourse.at("entered-in-error").reopen()).isInstanceOf(Change.Forbidden.class);
  }

  @Test
  void aCourseMayBeRecordedInAnyStateButNotAgainstItsReferral() {
    var made = MadeCourse.at("treatment");
    var begun = MadeCourse.LIFECYCLE.begin(made.stored, MadeCourse.TODAY);
    assertThat(((Change.Allowed) begun).to().state()).isEqualTo(CourseState.TREATMENT);
    assertThat(((Change.Allowed) begun).from()).isEmpty();
    assertThat(
            MadeCourse.LIFECYCLE.begin(
                made.referral(ServiceRequestStatus.REVOKED), MadeCourse.TODAY))
        .isInstanceOf(Change.Malformed.class);
    var alone = new CourseRecord(made.stored.course(), Optional.empty(), List.<Task>of());
    assertThat(MadeCourse.LIFECYCLE.begin(alone, MadeCourse.TODAY))
        .isInstanceOf(Change.Allowed.class);
  }

  private static void assertStatuses(
      MadeCourse made, EpisodeOfCareStatus course, ServiceRequestStatus referral) {
    EpisodeOfCare stored = made.stored.course();
    assertThat(stored.getStatus()).isEqualTo(course);
    assertThat(made.stored.referral().orElseThrow().getStatus()).isEqualTo(referral);
  }
}
