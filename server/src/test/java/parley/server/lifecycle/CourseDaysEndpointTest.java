package parley.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.junit.jupiter.api.Test;

/** Ends, pauses and starts over REST: refused when they cannot be, and never changed in silence. */
class CourseDaysEndpointTest {

  private final Journey journey = Journey.begun();

  @Test
  void anEndInTheFutureKeepsTheCourseWaiting() {
    journey.stored("EpisodeOfCare", journey.course("waitlist", ""));
    var ahead = journey.ended("nhs-discharge-reason", "46").replace("2026-10-30", "2099-10-01");
    journey.refused(422, journey.put("EpisodeOfCare", ahead), "EpisodeOfCare.period.end");
    assertThat(journey.course().getStatus()).isEqualTo(EpisodeOfCareStatus.WAITLIST);
  }

  @Test
  void aPauseIsNotDroppedAndACorrectionIsSeen() {
    journey.stored("EpisodeOfCare", journey.course("waitlist", ""));
    journey.stored("EpisodeOfCare", journey.paused("onhold", ""));
    journey.stored("EpisodeOfCare", journey.paused("waitlist", "2026-09-21"));
    journey.stored("EpisodeOfCare", journey.paused("active", "2026-09-21"));
    var history = "EpisodeOfCare.statusHistory";
    journey.refused(422, journey.put("EpisodeOfCare", journey.course("active", "")), history);
    journey.refused(
        422, journey.put("EpisodeOfCare", journey.paused("active", "2030-01-01")), history);
    var before = journey.paused("active", "2026-09-21").replace("2026-09-11", "2026-08-11");
    journey.refused(422, journey.put("EpisodeOfCare", before), history);
    var later = journey.paused("active", "2026-09-21").replace("2026-09-01", "2030-01-01");
    journey.refused(422, journey.put("EpisodeOfCare", later), "EpisodeOfCare.period.start");
    journey.stored("EpisodeOfCare", journey.paused("active", "2026-09-25"));
    var moved = journey.paused("active", "2026-09-25").replace("2026-09-01", "2026-09-02");
    journey.stored("EpisodeOfCare", moved);
    journey.stored("EpisodeOfCare", moved);
    assertThat(journey.activities())
        .containsExactly(
            "received",
            "accepted",
            "accepted+paused",
            "accepted",
            "assessment",
            "assessment+days-corrected",
            "assessment+days-corrected");
  }

  @Test
  void aCourseEndedFromTheWaitingListWaitsAgain() {
    journey.stored("EpisodeOfCare", journey.course("waitlist", ""));
    journey.stored("EpisodeOfCare", journey.ended("nhs-discharge-reason", "46"));
    journey.stored("EpisodeOfCare", journey.ended("nhs-discharge-reason", "46"));
    reopen();
    assertThat(journey.statuses()).isEqualTo("waitlist active completed");
  }

  @Test
  void aReferralEndedBeforeItsTriageIsReceivedAnew() {
    journey.stored("EpisodeOfCare", journey.ended("nhs-discharge-reason", "46"));
    reopen();
    assertThat(journey.statuses()).isEqualTo("planned active requested");
    assertThat(journey.activities()).containsExactly("received", "discharged", "received");
  }

  @Test
  void aCourseEndedWithoutItsStepGoesBackToIt() {
    journey.stored("EpisodeOfCare", journey.course("active", ""));
    journey.stored("EpisodeOfCare", journey.treated("step-3"));
    journey.stored("EpisodeOfCare", journey.ended("nhs-discharge-reason", "46"));
    journey.stored("EpisodeOfCare", journey.ended("nhs-discharge-reason", "46"));
    reopen();
    assertThat(journey.activities())
        .containsExactly(
            "received", "assessment", "treatment+step-3", "discharged", "treatment+step-3");
  }

  private void reopen() {
    var task = journey.task(UUID.randomUUID().toString(), "reopen", "completed", "");
    journey.stored("Task", task);
  }
}
