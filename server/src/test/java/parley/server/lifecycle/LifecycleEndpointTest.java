package parley.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.junit.jupiter.api.Test;

/** Ordinary FHIR writes drive a course; what its state forbids is refused and changes nothing. */
class LifecycleEndpointTest {

  private final Journey journey = Journey.begun();

  @Test
  void aCourseGoesItsWayAndEachChangeHasItsProvenance() {
    journey.stored("Task", journey.triage("completed", ""));
    journey.stored("Task", journey.triage("completed", "accept"));
    assertThat(journey.course().getStatus()).isEqualTo(EpisodeOfCareStatus.WAITLIST);
    journey.stored("EpisodeOfCare", journey.course("active", ""));
    journey.stored("EpisodeOfCare", journey.treated("step-2"));
    journey.stored("EpisodeOfCare", journey.treated("step-3"));
    journey.stored("EpisodeOfCare", journey.treated("step-3"));
    journey.stored("EpisodeOfCare", journey.ended("nhs-discharge-reason", "46"));
    assertThat(journey.statuses()).isEqualTo("finished completed completed");
    assertThat(journey.activities())
        .containsExactly(
            "received",
            "triaged",
            "accepted",
            "assessment",
            "treatment+step-2",
            "treatment+step-3",
            "discharged");
    assertThat(journey.provenances())
        .allSatisfy(
            it -> {
              assertThat(it.getTarget())
                  .extracting(target -> target.getReference())
                  .contains("EpisodeOfCare/" + journey.id, "ServiceRequest/" + journey.id);
              assertThat(it.getAgent()).hasSize(1);
            });
  }

  @Test
  void aTriageTaskMovesTheOtherTwo() {
    journey.stored("Task", journey.triage("completed", "reject"));
    assertThat(journey.statuses()).isEqualTo("cancelled revoked completed");
    assertThat(journey.course().getPeriod().hasEnd()).isTrue();
    assertThat(journey.activities()).containsExactly("received", "rejected");
  }

  @Test
  void theOwnerOfTheTaskIsTheAgent() {
    var practitioner = UUID.randomUUID().toString();
    journey.stored(
        "Practitioner", "{\"resourceType\":\"Practitioner\",\"id\":\"" + practitioner + "\"}");
    var owner = "\"owner\":{\"reference\":\"Practitioner/" + practitioner + "\"},\"focus\"";
    journey.stored("Task", journey.triage("completed", "redirect").replace("\"focus\"", owner));
    var provenances = journey.provenances();
    assertThat(provenances.get(provenances.size() - 1).getAgentFirstRep().getWho().getReference())
        .isEqualTo("Practitioner/" + practitioner);
  }

  @Test
  void treatmentBeforeAssessmentIsAConflictThatSaysWhatIsAllowed() {
    var answer = journey.put("EpisodeOfCare", journey.treated("step-2"));
    journey.refused(409, answer, "received", "treatment");
    var outcome =
        journey.gateway.fhir().newJsonParser().parseResource(OperationOutcome.class, answer.body());
    assertThat(outcome.getIssueFirstRep().getCode()).isEqualTo(OperationOutcome.IssueType.CONFLICT);
    assertThat(outcome.getIssue().stream().skip(1))
        .extracting(issue -> issue.getDetails().getCodingFirstRep().getCode())
        .containsExactly(
            "triaged",
            "accepted",
            "redirected",
            "rejected",
            "withdrawn",
            "assessment",
            "discharged",
            "lapsed",
            "entered-in-error");
    assertThat(journey.course().getIdElement().getVersionIdPart()).isEqualTo("1");
    assertThat(journey.activities()).containsExactly("received");
  }

  @Test
  void whatIsMalformedIsSaidElementByElement() {
    journey.refused(
        422,
        journey.put("EpisodeOfCare", journey.course("finished", "")),
        "EpisodeOfCare.period.end",
        "EpisodeOfCare.extension(discharge-reason)");
    journey.refused(
        422, journey.put("EpisodeOfCare", journey.ended("nhs-discharge-reason", "42")), "retired");
    assertThat(journey.statuses()).isEqualTo("planned active requested");
  }

  @Test
  void aLapsedCourseNeedsNoNationalReason() {
    journey.stored("EpisodeOfCare", journey.course("waitlist", ""));
    journey.stored("EpisodeOfCare", journey.ended("course-state", "lapsed"));
    assertThat(journey.activities()).containsExactly("received", "accepted", "lapsed");
  }

  @Test
  void aPatchIsHeldToTheSameRules() {
    var json = "application/json-patch+json";
    var path = "/fhir/EpisodeOfCare/" + journey.id;
    var finished = "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"onhold\"}]";
    journey.refused(422, journey.http.patch(path, json, finished), "statusHistory");
    var active = "[{\"op\":\"replace\",\"path\":\"/status\",\"value\":\"active\"}]";
    assertThat(journey.http.patch(path, json, active).statusCode()).isEqualTo(200);
    var planned = active.replace("active", "planned");
    journey.refused(409, journey.http.patch(path, json, planned), "assessment");
  }

  @Test
  void aTransactionMeansOneThingOrNothing() {
    var whole =
        Journey.bundle(
            "transaction",
            journey.triage("completed", "accept"),
            journey.course("active", ""),
            journey.referral("completed"));
    assertThat(journey.http.postJson("/fhir", whole).statusCode()).isEqualTo(200);
    assertThat(journey.statuses()).isEqualTo("active completed completed");
    assertThat(journey.activities()).containsExactly("received", "assessment");
    var second = Journey.begun();
    var split =
        Journey.bundle(
            "transaction", second.triage("completed", "reject"), second.course("active", ""));
    second.refused(422, second.http.postJson("/fhir", split), "different states");
    assertThat(second.statuses()).isEqualTo("planned active requested");
    assertThat(second.activities()).containsExactly("received");
  }

  @Test
  void aCourseIsBegunInOneTransaction() {
    var fresh = new Journey();
    var whole =
        Journey.bundle(
            "transaction",
            fresh.patient(),
            fresh.referral("active"),
            fresh.course("waitlist", ""),
            fresh.triage("requested", ""));
    var answer = fresh.http.postJson("/fhir", whole);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(fresh.statuses()).isEqualTo("waitlist active completed");
    assertThat(fresh.activities()).containsExactly("accepted");
  }

  @Test
  void aBatchJudgesEachEntryAlone() {
    var answer =
        journey.http.postJson(
            "/fhir",
            Journey.bundle(
                "batch", journey.treated("step-2"), journey.triage("completed", "accept")));
    var entries =
        journey
            .gateway
            .fhir()
            .newJsonParser()
            .parseResource(Bundle.class, answer.body())
            .getEntry();
    assertThat(entries)
        .extracting(entry -> entry.getResponse().getStatus().substring(0, 3))
        .containsExactly("409", "200");
    assertThat(journey.statuses()).isEqualTo("waitlist active completed");
  }

  @Test
  void whatEndedIsOpenedAgainByATaskOnly() {
    journey.stored("EpisodeOfCare", journey.course("active", ""));
    journey.stored("EpisodeOfCare", journey.ended("nhs-discharge-reason", "46"));
    journey.refused(
        409, journey.put("EpisodeOfCare", journey.course("active", "")), "opened again", "reopen");
    var reopen = UUID.randomUUID().toString();
    journey.stored("Task", journey.task(reopen, "reopen", "requested", ""));
    assertThat(journey.course().getStatus()).isEqualTo(EpisodeOfCareStatus.FINISHED);
    journey.stored("Task", journey.task(reopen, "reopen", "completed", ""));
    assertThat(journey.statuses()).isEqualTo("active active completed");
    assertThat(journey.course().getPeriod().hasEnd()).isFalse();
    assertThat(journey.activities())
        .containsExactly("received", "assessment", "discharged", "assessment");
    var again = journey.task(UUID.randomUUID().toString(), "reopen", "completed", "");
    journey.refused(409, journey.put("Task", again), "assessment");
  }

  @Test
  void aPauseStopsTheCourse() {
    journey.stored("EpisodeOfCare", journey.course("waitlist", ""));
    journey.stored("EpisodeOfCare", journey.paused("onhold", ""));
    journey.refused(
        409,
        journey.put("EpisodeOfCare", journey.paused("active", "2026-09-21")),
        "accepted, paused");
    journey.stored("EpisodeOfCare", journey.paused("waitlist", "2026-09-21"));
    assertThat(journey.activities())
        .containsExactly("received", "accepted", "accepted+paused", "accepted");
  }

  @Test
  void whatSaysTheStateIsNotDeleted() {
    journey.stored("Task", journey.triage("completed", "accept"));
    journey.refused(409, journey.http.delete("/fhir/Task/" + journey.id), "entered-in-error");
    journey.refused(409, journey.http.delete("/fhir/EpisodeOfCare/" + journey.id));
    assertThat(journey.triage().getStatus()).isEqualTo(TaskStatus.COMPLETED);
  }

  @Test
  void aReferralHasOneCourse() {
    var second = UUID.randomUUID().toString();
    var other = journey.course("planned", "").replaceFirst(journey.id, second);
    journey.refused(409, journey.put("EpisodeOfCare", other), "referralRequest");
    journey.stored("EpisodeOfCare", journey.course("entered-in-error", ""));
    journey.stored("EpisodeOfCare", other);
    assertThat(journey.triage().getStatus()).isEqualTo(TaskStatus.REQUESTED);
  }

  @Test
  void aDecisionAboutAReferralWithoutACourseIsRefused() {
    var alone = new Journey();
    alone.stored("Patient", alone.patient());
    alone.stored("ServiceRequest", alone.referral("active"));
    alone.refused(409, alone.put("Task", alone.triage("completed", "accept")), "EpisodeOfCare");
  }

  @Test
  void anOnwardReferralIsNotedAndIsNotEarlierThanTheReferral() {
    var onward =
        """
        {"resourceType":"ServiceRequest","id":"%s","status":"active","intent":"order",
         "basedOn":[{"reference":"ServiceRequest/%s"}],"subject":{"reference":"Patient/%s"},
         "authoredOn":"2026-08-31"}"""
            .formatted(UUID.randomUUID(), journey.id, journey.id);
    journey.refused(422, journey.put("ServiceRequest", onward), "ServiceRequest.authoredOn");
    journey.stored("ServiceRequest", onward.replace("2026-08-31", "2026-09-01"));
    assertThat(journey.activities()).containsExactly("received", "onward-referral");
    journey.stored("ServiceRequest", journey.referral("revoked"));
    journey.refused(
        409,
        journey.put(
            "ServiceRequest",
            onward
                .replace("2026-08-31", "2026-09-02")
                .replaceFirst("[0-9a-f-]{36}", "o" + journey.id.substring(1))),
        "withdrawn");
  }
}
