package parley.mappings.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A course that has ended goes back to where it was, whatever the client sent with the end. */
class ReopeningTest {

  @ParameterizedTest
  @CsvSource({
    "received, received, planned",
    "triaged, triaged, planned",
    "accepted, accepted, waitlist",
    "accepted-paused, accepted, waitlist",
    "assessment, assessment, active",
    "assessment-paused, assessment, active",
    "treatment, treatment, active",
    "treatment-paused, treatment, active"
  })
  void itGoesBackToWhereItWas(String from, String to, String status) {
    for (var end : new String[] {"discharged", "lapsed"}) {
      var made = MadeCourse.at(from);
      var was = made.stored.standing();
      assertThat(made.write(end)).isInstanceOf(Change.Allowed.class);
      var change = made.reopen();
      assertThat(((Change.Allowed) change).to()).isEqualTo(was.resumed());
      assertThat(made.stored.standing()).isEqualTo(was.resumed());
      assertThat(made.stored.standing().state().code()).isEqualTo(to);
      assertThat(made.stored.course().getStatus().toCode()).isEqualTo(status);
    }
  }

  @Test
  void itGoesBackToItsStep() {
    var made = MadeCourse.at("treatment");
    made.write("other-step");
    made.write("discharged");
    made.reopen();
    assertThat(made.stored.standing().step()).isEqualTo(Optional.of(Step.STEP_3));
  }

  @Test
  void aClientThatSendsTheEndAgainLosesNothing() {
    var made = MadeCourse.at("accepted");
    made.write("discharged");
    var again = made.meaning("discharged");
    again.course().getStatusHistory().clear();
    MadeCourse.former(again.course(), EpisodeOfCareStatus.ACTIVE, "2026-09-20", "2026-10-01");
    assertThat(made.write(again)).isInstanceOf(Change.Allowed.class);
    made.reopen();
    assertThat(made.stored.standing()).isEqualTo(Standing.of(CourseState.ACCEPTED));
  }

  @Test
  void aReferralReceivedAnewIsTriagedAgain() {
    var made = MadeCourse.at("received");
    made.write("discharged");
    assertThat(made.stored.triage().get(0).getStatus()).isEqualTo(TaskStatus.CANCELLED);
    made.reopen();
    assertThat(made.stored.triage().get(0).getStatus()).isEqualTo(TaskStatus.REQUESTED);
  }
}
