package parley.server.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.practice.Service.random;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import parley.server.Messages;
import parley.server.outcome.StoredCourses;
import parley.server.store.CurrentRecords;
import parley.submissions.course.CourseModel;
import parley.submissions.record.CourseRecords;
import parley.submissions.record.CourseResources;
import parley.submissions.record.PersonCourses;

/** No write of any kind leaves an old answer of {@code $caseload}. */
class FreshCaseloadTest {

  private static final AtomicInteger NUMBERS = new AtomicInteger(417_300);

  private final Therapist therapist = new Therapist();
  private final Service service = therapist.service;

  @Test
  void anAnswerThatStillHoldsIsNotWorkedOutAgain() {
    var course = service.course(therapist.id);
    therapist.caseload();
    var before = therapist.row(course);
    service.score(
        random(), service.course(therapist.id), "final", "2026-09-10", Therapist.PHQ_9, 18);
    therapist.caseload();
    assertThat(therapist.row(course)).isEqualTo(before);
    service.score(random(), course, "final", "2026-09-10", Therapist.PHQ_9, 18);
    therapist.caseload();
    assertThat(therapist.row(course)).isNotEqualTo(before);
  }

  @Test
  void noWriteOfAScoreLeavesAnOldAnswer() {
    var course = service.course(therapist.id);
    assertThat(therapist.caseload().value("score", "latest")).isEmpty();
    var score = random();
    service.score(score, course, "final", "2026-09-10", Therapist.PHQ_9, 18);
    assertThat(therapist.caseload().value("score", "latest")).isEqualTo("18");
    service.score(score, course, "amended", "2026-09-10", Therapist.PHQ_9, 15);
    assertThat(therapist.caseload().value("score", "latest")).isEqualTo("15");
    var later = random();
    service.score(later, course, "final", "2026-09-17", Therapist.PHQ_9, 9);
    assertThat(therapist.caseload().value("score", "change")).isEqualTo("-6");
    service.score(later, course, "entered-in-error", "2026-09-17", Therapist.PHQ_9, 9);
    assertThat(therapist.caseload().value("score", "change")).isEmpty();
    assertThat(service.http.delete("/fhir/Observation/" + score).statusCode()).isEqualTo(200);
    assertThat(therapist.caseload().value("score", "latest")).isEmpty();
  }

  @Test
  void noWriteOfAContactConditionOrFlagLeavesAnOldAnswer() {
    var course = service.course(therapist.id);
    var contact = random();
    service.contact(contact, course, "2026-09-10", "finished");
    assertThat(therapist.caseload().value("sessions")).isEqualTo("1");
    service.contact(contact, course, "2026-08-10", "finished");
    assertThat(therapist.caseload().value("sessions")).isEqualTo("0");
    service.contact(contact, course, "2026-09-11", "finished");
    service.activity(random(), course, contact, "1098051000000103", therapist.id);
    assertThat(therapist.caseload().value("sessions")).isEqualTo("0");

    var flag = random();
    therapist.flag(flag, course, "active");
    assertThat(therapist.caseload().value("need")).isEqualTo("alert");
    assertThat(therapist.caseload().value("alert", "flag")).isEqualTo(flag);
    therapist.flag(flag, course, "inactive");
    assertThat(therapist.caseload().value("need")).isEqualTo("unknown");

    service.score(random(), course, "final", "2026-09-10", Therapist.PHQ_9, 18);
    service.score(random(), course, "final", "2026-09-10", "445552006", 40);
    var condition = random();
    therapist.condition(condition, course, "F40.1");
    assertThat(therapist.pairedMeasure(course)).isEmpty();
    therapist.diagnosis(course, condition);
    assertThat(therapist.pairedMeasure(course)).isEqualTo("40");
    therapist.condition(condition, course, "F41.0");
    assertThat(therapist.pairedMeasure(course)).isEmpty();
  }

  @Test
  void aCourseLeavesWhenItIsGivenAwayClosedOrEnteredInErrorAndItsRowWithIt() {
    var course = service.course(therapist.id);
    var other = service.practitioner();
    assertThat(therapist.caseload().courses()).containsExactly(course);
    assertThat(therapist.rows(course)).isEqualTo(1);
    service.course(course, course, other, "active");
    assertThat(therapist.caseload().courses()).isEmpty();
    assertThat(Caseload.of(service, other, "").courses()).containsExactly(course);
    service.course(course, course, other, "finished");
    assertThat(Caseload.of(service, other, "").courses()).isEmpty();
    assertThat(therapist.rows(course)).isZero();

    var mistaken = service.course(therapist.id);
    assertThat(therapist.caseload().courses()).containsExactly(mistaken);
    service.course(mistaken, mistaken, therapist.id, "entered-in-error");
    assertThat(therapist.caseload().courses()).isEmpty();
    assertThat(therapist.rows(mistaken)).isZero();
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
    var from = therapist.patient("L" + number);
    var to = therapist.patient(Messages.nhsNumber(number));
    assertThat(from).isNotEqualTo(to);
    var course = random();
    service.course(course, from, therapist.id, "active");
    assertThat(therapist.caseload().value("patient")).isEqualTo(from);
    assertThat(
            service.http.hl7(
                Messages.join("CL-" + number + "c", survivor, "L" + number + "^^^RXX^PI")))
        .contains("MSA|AA");
    assertThat(therapist.caseload().value("patient")).isEqualTo(to);
  }

  /** As a client joins them: the course stays with the one, and what is new is the other's. */
  @Test
  void whatIsWrittenOfAJoinedPatientLeavesNoOldAnswer() {
    var course = service.course(therapist.id);
    var survivor = random();
    service.put("Patient/" + survivor, "{\"resourceType\":\"Patient\",\"id\":\"%s\"}");
    service.put(
        "Patient/" + course,
        """
        {"resourceType":"Patient","id":"%s","link":[{"type":"replaced-by",
         "other":{"reference":"Patient/SURVIVOR"}}]}"""
            .replace("SURVIVOR", survivor));
    assertThat(therapist.caseload().value("score", "latest")).isEmpty();
    service.score(random(), course, "final", "2026-09-10", Therapist.PHQ_9, 18);
    assertThat(therapist.caseload().value("score", "latest")).isEqualTo("18");
    therapist.flag(random(), course, "active");
    assertThat(therapist.caseload().value("need")).isEqualTo("alert");
  }

  @Test
  void otherThresholdsOrAnotherProgramMakeItWorkedOutAnew() {
    var course = service.course(therapist.id);
    therapist.caseload();
    service
        .gateway
        .jdbc()
        .update(
            "update course_summary set model = 'another', summary = jsonb_set(summary, '{sessions}', '99')"
                + " where course_id = ?",
            course);
    assertThat(therapist.caseload().value("sessions")).isEqualTo("0");
  }

  @Test
  void aWriteWhileItIsWorkedOutIsInTheNextAnswer() {
    var course = service.course(therapist.id);
    var gateway = service.gateway;
    var current = gateway.bean(CurrentRecords.class);
    var stored = new StoredCourses(current);
    var score = random();
    var writing =
        new CourseRecords() {
          @Override
          public Optional<CourseResources> course(String episodeOfCare) {
            var read = stored.course(episodeOfCare);
            // The record as it was is in hand, and will be kept after this write.
            service.score(score, course, "final", "2026-09-10", Therapist.PHQ_9, 18);
            return read;
          }

          @Override
          public PersonCourses courses(String patient) {
            return stored.courses(patient);
          }
        };
    var reader = new SummaryReader(gateway.bean(CourseModel.class));
    var summaries = new SummaryRows(gateway.jdbc());
    var today = LocalDate.of(2026, 11, 20);
    var during = new CourseSummaries(summaries, writing, reader, current, "test");
    assertThat(during.of(Map.of(course, course), today).get(course).measures()).isEmpty();
    assertThat(therapist.rows(course)).isEqualTo(1);
    var next = new CourseSummaries(summaries, stored, reader, current, "test");
    assertThat(next.of(Map.of(course, course), today).get(course).measures()).hasSize(1);
  }

  /** As {@code $outcome} has it: a score counts from its day on, also when the row is kept. */
  @Test
  void aScoreOfADayToComeCountsFromThatDay() {
    var course = service.course(therapist.id);
    service.score(random(), course, "final", "2026-09-10", Therapist.PHQ_9, 18);
    service.score(random(), course, "final", "2026-09-17", Therapist.PHQ_9, 11);
    var gateway = service.gateway;
    var current = gateway.bean(CurrentRecords.class);
    var summaries =
        new CourseSummaries(
            new SummaryRows(gateway.jdbc()),
            new StoredCourses(current),
            new SummaryReader(gateway.bean(CourseModel.class)),
            current,
            "of days");
    assertThat(latest(summaries, course, "2026-09-16")).isEqualTo("18");
    assertThat(latest(summaries, course, "2026-09-17")).isEqualTo("11");
    assertThat(latest(summaries, course, "2026-09-18")).isEqualTo("11");
    assertThat(therapist.rows(course)).isEqualTo(1);
  }

  private static String latest(CourseSummaries summaries, String course, String day) {
    return summaries
        .of(Map.of(course, course), LocalDate.parse(day))
        .get(course)
        .measures()
        .get(0)
        .latest()
        .toPlainString();
  }
}
