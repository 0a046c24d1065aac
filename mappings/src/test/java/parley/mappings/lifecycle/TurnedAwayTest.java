package parley.mappings.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;

/** A referral that is turned away, by whatever word, waits no more: its course has an end. */
class TurnedAwayTest {

  private static final String TODAY = MadeCourse.TODAY.toString();

  @Test
  void aCourseThatIsCancelledItselfEndsToday() {
    var made = new MadeCourse();
    made.write(made.course(it -> it.setStatus(EpisodeOfCareStatus.CANCELLED)));
    assertThat(end(made)).isEqualTo(TODAY);
    assertThat(made.stored.referral().orElseThrow().getStatus())
        .isEqualTo(ServiceRequestStatus.REVOKED);
  }

  /** As REF^I14 and a BaRS revocation write it: course, referral and triage at once. */
  @Test
  void soDoesOneThatIsCancelledTogetherWithItsReferralAndTriage() {
    var made = MadeCourse.at("accepted");
    var course = made.course(it -> it.setStatus(EpisodeOfCareStatus.CANCELLED)).course();
    var referral = made.referral(ServiceRequestStatus.REVOKED).referral();
    assertThat(made.write(new CourseRecord(course, referral, made.stored.triage())))
        .isInstanceOf(Change.Allowed.class);
    assertThat(made.stored.standing().state()).isEqualTo(CourseState.WITHDRAWN);
    assertThat(end(made)).isEqualTo(TODAY);
  }

  @Test
  void theEndThatAClientGivesStays() {
    var made = new MadeCourse();
    made.write(made.course(cancelled("2026-11-02")));
    assertThat(end(made)).isEqualTo("2026-11-02");
  }

  @Test
  void theEndIsNotLostNorMovedWhenTheCourseIsSentAgainWithoutIt() {
    var made = MadeCourse.at("withdrawn");
    var course = made.stored.course().copy();
    course.getPeriod().setEndElement(new DateTimeType("2026-11-02"));
    made.stored = new CourseRecord(course, made.stored.referral(), made.stored.triage());
    made.write(made.course(it -> it.addType().setText("said again")));
    assertThat(end(made)).isEqualTo("2026-11-02");
    assertThat(made.stored.course().getType()).hasSize(1);
  }

  /** Nobody knows any more on what day; the submission says that it has none. */
  @Test
  void oneCancelledLongAgoWithoutAnEndIsNotEndedToday() {
    var made = new MadeCourse();
    var cancelled = made.course(it -> it.setStatus(EpisodeOfCareStatus.CANCELLED)).course();
    var referral = made.referral(ServiceRequestStatus.REVOKED).referral();
    made.stored = new CourseRecord(cancelled, referral, List.of());
    made.write(made.course(it -> it.addType().setText("said again")));
    assertThat(made.stored.course().getPeriod().hasEnd()).isFalse();
    made.write(made.course(it -> it.getPeriod().setEndElement(new DateTimeType("2026-10-01"))));
    assertThat(end(made)).isEqualTo("2026-10-01");
  }

  @Test
  void theReasonThatTheTriageGivesIsThatOfTheCourse() {
    for (var decision : List.of("reject", "redirect")) {
      var made = new MadeCourse();
      var change = made.write(decided(made, decision, "10"));
      assertThat(change).isInstanceOf(Change.Allowed.class);
      assertThat(DischargeReason.national(made.stored.course())).containsExactly("10");
      made.reopen();
      assertThat(DischargeReason.national(made.stored.course())).isEmpty();
    }
  }

  /** In one transaction, so that the course is cancelled already when the triage is read. */
  @Test
  void itIsThatOfACourseWhichTheClientCancelsWithTheDecision() {
    var made = new MadeCourse();
    var cancelled = made.course(it -> it.setStatus(EpisodeOfCareStatus.CANCELLED)).course();
    var decided = decided(made, "reject", "10");
    made.write(new CourseRecord(cancelled, decided.referral(), decided.triage()));
    assertThat(DischargeReason.national(made.stored.course())).containsExactly("10");
    assertThat(end(made)).isEqualTo(TODAY);
  }

  @Test
  void itIsNotLostWhenTheCourseIsSentAgainWithoutItNorWrittenOverAnother() {
    var made = new MadeCourse();
    made.write(decided(made, "reject", "10"));
    made.write(made.course(it -> it.addType().setText("said again")));
    assertThat(DischargeReason.national(made.stored.course())).containsExactly("10");
    made.write(
        made.course(
            it ->
                it.addExtension(
                    DischargeReason.EXTENSION,
                    new CodeableConcept(
                        new Coding().setSystem(DischargeReason.NATIONAL).setCode("11")))));
    assertThat(DischargeReason.national(made.stored.course())).containsExactly("11");
  }

  @Test
  void aReasonOfBeforeTheReopeningIsNotThatOfTheNextDecision() {
    var made = new MadeCourse();
    made.write(decided(made, "reject", "10"));
    made.reopen();
    made.write(made.triage(TaskStatus.COMPLETED, "reject"));
    assertThat(made.stored.standing().state()).isEqualTo(CourseState.REJECTED);
    assertThat(DischargeReason.national(made.stored.course())).isEmpty();
  }

  @Test
  void aReasonThatIsNoneOfTheNationalListIsRefused() {
    var made = new MadeCourse();
    var change = made.write(decided(made, "reject", "999"));
    assertThat(change).isInstanceOf(Change.Malformed.class);
    assertThat(((Change.Malformed) change).problems())
        .extracting(problem -> problem.location())
        .containsExactly("Task.statusReason");
  }

  private static CourseRecord decided(MadeCourse made, String decision, String reason) {
    var asked = made.triage(TaskStatus.COMPLETED, decision);
    asked
        .triage()
        .get(0)
        .setStatusReason(
            new CodeableConcept(new Coding().setSystem(DischargeReason.NATIONAL).setCode(reason)));
    return asked;
  }

  private static Consumer<EpisodeOfCare> cancelled(String end) {
    return course -> {
      course.setStatus(EpisodeOfCareStatus.CANCELLED);
      course.getPeriod().setEndElement(new DateTimeType(end));
    };
  }

  private static String end(MadeCourse made) {
    return made.stored.course().getPeriod().getEndElement().getValueAsString();
  }
}
