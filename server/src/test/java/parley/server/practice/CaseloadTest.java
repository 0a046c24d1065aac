package parley.server.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.practice.Service.held;
import static parley.server.practice.Service.random;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import parley.server.Messages;
import parley.server.RunningGateway;
import parley.server.outcome.StoredCourses;
import parley.submissions.course.CourseModel;
import parley.submissions.record.CourseRecords;
import parley.submissions.record.CourseResources;

/** {@code $caseload}: what it says, in which order, and that no write leaves an old answer. */
class CaseloadTest {

  private static final String PHQ_9 = "720433000";
  private static final String GAD_7 = "445455005";
  private static final AtomicInteger NUMBERS = new AtomicInteger(417_300);

  private final Service service = new Service(RunningGateway.shared());
  private final String therapist = service.practitioner(held("11", "2020-09-01"));

  @Test
  void aCourseIsSummedUp() {
    var course = service.course(therapist);
    service.contact(random(), course, "2026-09-10", "finished");
    service.contact(random(), course, "2026-09-17", "finished");
    service.score(random(), course, "final", "2026-09-10", PHQ_9, 18);
    service.score(random(), course, "final", "2026-09-17", PHQ_9, 11);
    service.score(random(), course, "final", "2026-09-10", GAD_7, 12);
    var caseload = caseload();
    assertThat(caseload.value("episode")).isEqualTo(course);
    assertThat(caseload.value("patient")).isEqualTo(course);
    assertThat(caseload.value("care-manager")).isEqualTo(therapist);
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
  void anAnswerThatStillHoldsIsNotWorkedOutAgain() {
    var course = service.course(therapist);
    caseload();
    var before = row(course);
    service.score(random(), service.course(therapist), "final", "2026-09-10", PHQ_9, 18);
    caseload();
    assertThat(row(course)).isEqualTo(before);
    service.score(random(), course, "final", "2026-09-10", PHQ_9, 18);
    caseload();
    assertThat(row(course)).isNotEqualTo(before);
  }

  @Test
  void noWriteOfAScoreLeavesAnOldAnswer() {
    var course = service.course(therapist);
    assertThat(caseload().value("score", "latest")).isEmpty();
    var score = random();
    service.score(score, course, "final", "2026-09-10", PHQ_9, 18);
    assertThat(caseload().value("score", "latest")).isEqualTo("18");
    service.score(score, course, "amended", "2026-09-10", PHQ_9, 15);
    assertThat(caseload().value("score", "latest")).isEqualTo("15");
    var later = random();
    service.score(later, course, "final", "2026-09-17", PHQ_9, 9);
    assertThat(caseload().value("score", "change")).isEqualTo("-6");
    service.score(later, course, "entered-in-error", "2026-09-17", PHQ_9, 9);
    assertThat(caseload().value("score", "change")).isEmpty();
    assertThat(service.http.delete("/fhir/Observation/" + score).statusCode()).isEqualTo(200);
    assertThat(caseload().value("score", "latest")).isEmpty();
  }

  @Test
  void noWriteOfAContactConditionOrFlagLeavesAnOldAnswer() {
    var course = service.course(therapist);
    var contact = random();
    service.contact(contact, course, "2026-09-10", "finished");
    assertThat(caseload().value("sessions")).isEqualTo("1");
    service.contact(contact, course, "2026-08-10", "finished");
    assertThat(caseload().value("sessions")).isEqualTo("0");
    service.contact(contact, course, "2026-09-11", "finished");
    service.activity(random(), course, contact, "1098051000000103", therapist);
    assertThat(caseload().value("sessions")).isEqualTo("0");

    var flag = random();
    flag(flag, course, "active");
    assertThat(caseload().value("need")).isEqualTo("alert");
    assertThat(caseload().value("alert", "flag")).isEqualTo(flag);
    flag(flag, course, "inactive");
    assertThat(caseload().value("need")).isEqualTo("unknown");

    service.score(random(), course, "final", "2026-09-10", PHQ_9, 18);
    service.score(random(), course, "final", "2026-09-10", "445552006", 40);
    var condition = random();
    condition(condition, course, "F40.1");
    assertThat(pairedMeasure(course)).isEmpty();
    diagnosis(course, condition);
    assertThat(pairedMeasure(course)).isEqualTo("40");
    condition(condition, course, "F41.0");
    assertThat(pairedMeasure(course)).isEmpty();
  }

  @Test
  void aReviewIsOverdueFromTheDayAfterItWasDue() {
    var course = service.course(therapist);
    plan(course, "2026-01-05", "active");
    assertThat(caseload().value("review-due")).isEqualTo("2026-01-05");
    assertThat(caseload().value("need")).isEqualTo("review-overdue");
    plan(course, "2999-01-05", "active");
    assertThat(caseload().value("review-overdue")).isEqualTo("false");
    plan(course, "2026-01-05", "completed");
    assertThat(caseload().value("review-due")).isEmpty();
  }

  @Test
  void aCourseLeavesWhenItIsClosedGivenAwayOrDeletedAndItsRowWithIt() {
    var course = service.course(therapist);
    var other = service.practitioner();
    assertThat(caseload().courses()).containsExactly(course);
    assertThat(rows(course)).isEqualTo(1);
    service.course(course, course, therapist, "finished");
    assertThat(caseload().courses()).isEmpty();
    assertThat(rows(course)).isZero();
    service.course(course, course, other, "onhold");
    assertThat(caseload().courses()).isEmpty();
    assertThat(Caseload.of(service, other, "").courses()).containsExactly(course);
    assertThat(service.http.delete("/fhir/EpisodeOfCare/" + course).statusCode()).isEqualTo(200);
    assertThat(Caseload.of(service, other, "").courses()).isEmpty();
    assertThat(rows(course)).isZero();
  }

  @Test
  void aJoinOfPatientsLeavesNoOldAnswer() {
    var number = NUMBERS.incrementAndGet();
    var survivor = Messages.nhsNumber(number) + "^^^NHS^NH";
    var replaced = "L" + number + "^^^RXX^PI";
    var one = Messages.person("CL-" + number + "a", survivor, "EXAMPLE", "19800215");
    var two = Messages.person("CL-" + number + "b", replaced, "EXAMPLE", "19800215");
    assertThat(service.http.hl7(one)).contains("MSA|AA");
    assertThat(service.http.hl7(two)).contains("MSA|AA");
    var from = patient("L" + number);
    var to = patient(Messages.nhsNumber(number));
    assertThat(from).isNotEqualTo(to);
    var course = random();
    service.course(course, from, therapist, "active");
    assertThat(caseload().value("patient")).isEqualTo(from);
    assertThat(
            service.http.hl7(
                Messages.join("CL-" + number + "c", survivor, "L" + number + "^^^RXX^PI")))
        .contains("MSA|AA");
    assertThat(caseload().value("patient")).isEqualTo(to);
  }

  @Test
  void otherThresholdsOrAnotherProgramMakeItWorkedOutAnew() {
    var course = service.course(therapist);
    caseload();
    service
        .gateway
        .jdbc()
        .update(
            "update course_summary set model = 'another', summary = jsonb_set(summary, '{sessions}', '99')"
                + " where course_id = ?",
            course);
    assertThat(caseload().value("sessions")).isEqualTo("0");
  }

  @Test
  void aWriteWhileItIsWorkedOutIsInTheNextAnswer() {
    var course = service.course(therapist);
    var gateway = service.gateway;
    var daos = gateway.bean(DaoRegistry.class);
    var stored = new StoredCourses(daos, gateway.bean(IHapiTransactionService.class));
    var score = random();
    var writing =
        new CourseRecords() {
          @Override
          public Optional<CourseResources> course(String episodeOfCare) {
            var read = stored.course(episodeOfCare);
            // The record as it was is in hand, and will be kept after this write.
            service.score(score, course, "final", "2026-09-10", PHQ_9, 18);
            return read;
          }

          @Override
          public List<CourseResources> courses(String patient) {
            return stored.courses(patient);
          }
        };
    var reader = new SummaryReader(gateway.bean(CourseModel.class));
    var rows = new SummaryRows(gateway.jdbc());
    var during = new CourseSummaries(rows, writing, reader, daos, "test");
    assertThat(during.of(Map.of(course, course)).get(course).measures()).isEmpty();
    assertThat(rows(course)).isEqualTo(1);
    var next = new CourseSummaries(rows, stored, reader, daos, "test");
    assertThat(next.of(Map.of(course, course)).get(course).measures()).hasSize(1);
  }

  @Test
  void theMostInNeedComesFirst() {
    var onTrack = service.course(therapist);
    pair(onTrack, 18, 4, 12, 3);
    var deteriorated = service.course(therapist);
    pair(deteriorated, 8, 16, 8, 9);
    var alert = service.course(therapist);
    flag(random(), alert, "active");
    var unknown = service.course(therapist);
    service.score(random(), unknown, "final", "2026-09-10", PHQ_9, 4);
    var worseUnknown = service.course(therapist);
    service.score(random(), worseUnknown, "final", "2026-09-10", PHQ_9, 20);
    var overdue = service.course(therapist);
    plan(overdue, "2026-01-05", "active");
    var stuck = service.course(therapist);
    pair(stuck, 18, 17, 12, 12);
    for (var day = 10; day < 16; day++) {
      service.contact(random(), stuck, "2026-09-" + day, "finished");
    }
    var caseload = caseload();
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
    var theirs = service.course(therapist);
    var role = random();
    assertThat(Caseload.of(service, supervisor, "?scope=supervisees").courses()).isEmpty();
    service.role(role, therapist, supervisor + " 2026-01-01 ");
    assertThat(Caseload.of(service, supervisor, "?scope=supervisees").courses())
        .containsExactly(theirs);
    assertThat(Caseload.of(service, supervisor, "?scope=all").courses())
        .containsExactlyInAnyOrder(own, theirs);
    assertThat(Caseload.of(service, supervisor, "").courses()).containsExactly(own);
    service.role(role, therapist, supervisor + " 2026-01-01 2026-02-01");
    assertThat(Caseload.of(service, supervisor, "?scope=supervisees").courses()).isEmpty();
  }

  @Test
  void aWrongQuestionIsRefused() {
    var path = "/fhir/Practitioner/" + therapist + "/$caseload";
    assertThat(service.http.get(path + "?scope=everybody").statusCode()).isEqualTo(400);
    assertThat(service.http.get("/fhir/Practitioner/nobody-here/$caseload").statusCode())
        .isEqualTo(404);
  }

  private Caseload caseload() {
    return Caseload.of(service, therapist, "");
  }

  private String pairedMeasure(String course) {
    return caseload().course(course).stream()
        .filter(part -> part.getName().equals("score"))
        .filter(part -> Caseload.value(part.getPart(), "paired").equals("true"))
        .map(part -> Caseload.value(part.getPart(), "latest"))
        .findFirst()
        .orElse("");
  }

  private void pair(String course, int firstPhq9, int lastPhq9, int firstGad7, int lastGad7) {
    service.score(random(), course, "final", "2026-09-10", PHQ_9, firstPhq9);
    service.score(random(), course, "final", "2026-10-10", PHQ_9, lastPhq9);
    service.score(random(), course, "final", "2026-09-10", GAD_7, firstGad7);
    service.score(random(), course, "final", "2026-10-10", GAD_7, lastGad7);
  }

  private void flag(String flag, String patient, String status) {
    service.put(
        "Flag/" + flag,
        """
        {"resourceType":"Flag","id":"%s","status":"%s","code":{"coding":[
          {"system":"https://parley.example/fhir/CodeSystem/alert","code":"self-harm"}]},
         "subject":{"reference":"Patient/%s"}}"""
            .formatted(flag, status, patient));
  }

  private void condition(String condition, String patient, String code) {
    service.put(
        "Condition/" + condition,
        """
        {"resourceType":"Condition","id":"%s","code":{"coding":[
          {"system":"http://hl7.org/fhir/sid/icd-10","code":"%s"}]},"recordedDate":"2026-09-01",
         "subject":{"reference":"Patient/%s"}}"""
            .formatted(condition, code, patient));
  }

  private void diagnosis(String course, String condition) {
    service.put(
        "EpisodeOfCare/" + course,
        """
        {"resourceType":"EpisodeOfCare","id":"%s","status":"active",
         "patient":{"reference":"Patient/%s"},"careManager":{"reference":"Practitioner/%s"},
         "diagnosis":[{"condition":{"reference":"Condition/%s"},"role":{"coding":[{"code":"1",
           "system":
           "https://parley.example/fhir/CodeSystem/nhs-presenting-complaint-significance"}]}}],
         "period":{"start":"2026-09-01"}}"""
            .formatted(course, course, therapist, condition));
  }

  private void plan(String course, String due, String status) {
    service.put(
        "CarePlan/" + course,
        """
        {"resourceType":"CarePlan","id":"%s","status":"%s","intent":"plan",
         "subject":{"reference":"Patient/%s"},"extension":[
          {"url":"http://hl7.org/fhir/StructureDefinition/workflow-episodeOfCare",
           "valueReference":{"reference":"EpisodeOfCare/%s"}},
          {"url":"https://parley.example/fhir/StructureDefinition/next-due","valueDate":"%s"}]}"""
            .formatted(course, status, course, course, due));
  }

  private String patient(String identifier) {
    return service
        .gateway
        .jdbc()
        .queryForObject(
            "select patient_id from person_identifier where value = ?", String.class, identifier);
  }

  /** What tells one version of a row from the next. */
  private List<String> row(String course) {
    return service
        .gateway
        .jdbc()
        .queryForList(
            "select xmin::text from course_summary where course_id = ?", String.class, course);
  }

  private int rows(String course) {
    return row(course).size();
  }
}
