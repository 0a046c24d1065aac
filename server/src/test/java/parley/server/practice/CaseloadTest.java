package parley.server.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.practice.Service.held;
import static parley.server.practice.Service.random;

import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code $caseload}: what it says, and in which order. */
class CaseloadTest {

  private final Therapist therapist = new Therapist();
  private final Service service = therapist.service;

  @Test
  void aCourseIsSummedUp() {
    var course = service.course(therapist.id);
    service.contact(random(), course, "2026-09-10", "finished");
    service.contact(random(), course, "2026-09-17", "finished");
    service.score(random(), course, "final", "2026-09-10", Therapist.PHQ_9, 18);
    service.score(random(), course, "final", "2026-09-17", Therapist.PHQ_9, 11);
    service.score(random(), course, "final", "2026-09-10", Therapist.GAD_7, 12);
    var caseload = therapist.caseload();
    assertThat(caseload.value("episode")).isEqualTo(course);
    assertThat(caseload.value("patient")).isEqualTo(course);
    assertThat(caseload.value("care-manager")).isEqualTo(therapist.id);
    assertThat(caseload.value("received")).isEqualTo("2026-09-01");
    assertThat(caseload.value("sessions")).isEqualTo("2");
    assertThat(caseload.value("last-session")).isEqualTo("2026-09-17");
    assertThat(caseload.value("score", "first")).isEqualTo("18");
    assertThat(caseload.value("score", "latest")).isEqualTo("11");
    assertThat(caseload.value("score", "change")).isEqualTo("-7");
    assertThat(caseload.value("trajectory", "status")).isEqualTo("unknown");
    assertThat(caseload.value("not-on-track")).isEqualTo("false");
    assertThat(caseload.value("review-overdue")).isEqualTo("false");
  }

  @Test
  void aReviewIsOverdueFromTheDayAfterItWasDue() {
    var course = service.course(therapist.id);
    therapist.plan(course, "2026-01-05", "active");
    assertThat(therapist.caseload().value("review-due")).isEqualTo("2026-01-05");
    assertThat(therapist.caseload().value("need")).isEqualTo("review-overdue");
    therapist.plan(course, "2999-01-05", "active");
    assertThat(therapist.caseload().value("review-overdue")).isEqualTo("false");
    therapist.plan(course, "2026-01-05", "completed");
    assertThat(therapist.caseload().value("review-due")).isEmpty();
  }

  @Test
  void theMostInNeedComesFirst() {
    var onTrack = service.course(therapist.id);
    therapist.pair(onTrack, 18, 4, 12, 3);
    var deteriorated = service.course(therapist.id);
    therapist.pair(deteriorated, 8, 16, 8, 9);
    var alert = service.course(therapist.id);
    therapist.flag(random(), alert, "active");
    var unknown = service.course(therapist.id);
    service.score(random(), unknown, "final", "2026-09-10", Therapist.PHQ_9, 4);
    var worseUnknown = service.course(therapist.id);
    service.score(random(), worseUnknown, "final", "2026-09-10", Therapist.PHQ_9, 20);
    var overdue = service.course(therapist.id);
    therapist.plan(overdue, "2026-01-05", "active");
    var stuck = service.course(therapist.id);
    therapist.pair(stuck, 18, 17, 12, 12);
    for (var day = 10; day < 16; day++) {
      service.contact(random(), stuck, "2026-09-" + day, "finished");
    }
    var caseload = therapist.caseload();
    assertThat(caseload.courses())
        .containsExactly(alert, deteriorated, stuck, overdue, worseUnknown, unknown, onTrack);
    assertThat(
            caseload.courses().stream()
                .map(course -> Caseload.value(caseload.course(course), "need"))
                .toList())
        .containsExactly(
            "alert",
            "deteriorated",
            "not-on-track",
            "review-overdue",
            "unknown",
            "unknown",
            "on-track");
  }

  @Test
  void aSupervisorSeesTheCaseloadsOfThoseSupervisedToday() {
    var supervisor = service.practitioner(held("11", "2015-09-01"));
    var own = service.course(supervisor);
    var theirs = service.course(therapist.id);
    var role = random();
    assertThat(Caseload.of(service, supervisor, "?scope=supervisees").courses()).isEmpty();
    service.role(role, therapist.id, supervisor + " 2026-01-01 ");
    assertThat(Caseload.of(service, supervisor, "?scope=supervisees").courses())
        .containsExactly(theirs);
    assertThat(Caseload.of(service, supervisor, "?scope=all").courses())
        .containsExactlyInAnyOrder(own, theirs);
    assertThat(Caseload.of(service, supervisor, "").courses()).containsExactly(own);
    service.role(role, therapist.id, supervisor + " 2026-01-01 2026-02-01");
    assertThat(Caseload.of(service, supervisor, "?scope=supervisees").courses()).isEmpty();
  }

  @Test
  void aWrongQuestionIsRefused() {
    var path = "/fhir/Practitioner/" + therapist.id + "/$caseload";
    assertThat(service.http.get(path + "?scope=everybody").statusCode()).isEqualTo(400);
    for (var query : List.of("scop=own", "scope=own&scope=all", "as-of=2026-11-02")) {
      var answer = service.http.get(path + '?' + query);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains(query.split("=")[0] + ": ");
    }
    var body =
        """
        {"resourceType":"Parameters","parameter":[{"name":"scope","valueCode":"own"},
          {"name":"scpe","valueCode":"own"}]}""";
    assertThat(service.http.postJson(path, body).statusCode()).isEqualTo(400);
    assertThat(service.http.postJson(path, body.replace("scpe", "scope")).body())
        .contains("scope: is given more than once");
    assertThat(service.http.get("/fhir/Practitioner/nobody-here/$caseload").statusCode())
        .isEqualTo(404);
  }
}
