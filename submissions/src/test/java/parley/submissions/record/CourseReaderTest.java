package parley.submissions.record;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.submissions.record.MadeRecord.concept;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.submissions.course.AppointmentType;
import parley.submissions.course.Attendance;
import parley.submissions.course.CareContact.Planning;
import parley.submissions.course.Course;
import parley.submissions.course.CourseModel;
import parley.submissions.course.PresentingProblem.Significance;
import parley.submissions.course.Recovery;
import parley.terminology.Systems;

class CourseReaderTest {

  private static final CourseModel MODEL = CourseModel.packaged();
  private static final CourseReader READER = new CourseReader(MODEL.scales());

  private final MadeRecord record = new MadeRecord();

  @Test
  void aWholeCourseIsReadAndJudged() {
    record.problem("p1", Systems.ICD_10, "F42", "1");
    record.contact("c1", "2025-01-20T10:00:00Z", "03", "5", "Y");
    record.contact("c2", "2025-02-03T10:00:00Z", "02", "6", "Y");
    record.activity("a1", "c1", "304891004");
    record.score("s1", "720433000", "18", "2025-01-20").getEncounter().setReference("Encounter/c1");
    record.score("s2", "720433000", "4", "2025-03-20");
    record.score("s3", "450324005", "60", "2025-01-20");
    record.score("s4", "450324005", "20", "2025-03-20");
    record.episode().getPeriod().setEndElement(new DateTimeType("2025-04-01"));

    var course = read();
    var facts = MODEL.facts(course);

    assertThat(course.problems().get(0).significance()).isEqualTo(Significance.PRIMARY);
    assertThat(course.contacts().get(0).activities()).containsExactly("304891004");
    assertThat(course.contacts().get(0).type()).isEqualTo(AppointmentType.ASSESSMENT_AND_TREATMENT);
    assertThat(course.contacts().get(1).attendance()).isEqualTo(Attendance.LATE_BUT_SEEN);
    assertThat(course.scores().get(0).contact()).contains("c1");
    assertThat(facts.finished()).isTrue();
    assertThat(facts.measure().scale().id()).isEqualTo("oci");
    assertThat(facts.reliableRecovery().is(Recovery.RECOVERED)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2025-06-30T23:30:00Z, 2025-07-01, 00:30",
    "2025-01-31T23:30:00Z, 2025-01-31, 23:30",
    "2025-07-01T00:30:00+01:00, 2025-07-01, 00:30",
    "2025-07-01T00:30:00+02:00, 2025-06-30, 23:30"
  })
  void aMomentIsDatedByAClockInEngland(String moment, LocalDate date, LocalTime time) {
    record.contact("c1", moment, "02", "5", "Y");

    var contact = read().contacts().get(0);

    assertThat(contact.date()).isEqualTo(date);
    assertThat(contact.time()).contains(time);
  }

  @Test
  void theEpisodesOwnDaysAreEnglishToo() {
    record.episode().getPeriod().setStartElement(new DateTimeType("2025-06-30T23:30:00Z"));
    record.episode().getPeriod().setEndElement(new DateTimeType("2025-08-01"));

    assertThat(read().received()).isEqualTo("2025-07-01");
    assertThat(read().discharged()).contains(LocalDate.of(2025, 8, 1));
  }

  @Test
  void withoutADayOfReferralThereIsNoCourse() {
    record.episode().getPeriod().setStartElement(new DateTimeType("2025-01"));

    var reading = READER.read(record.resources());

    assertThat(reading).isInstanceOf(CourseReading.Unreadable.class);
    assertThat(reading.findings())
        .extracting(Finding::element)
        .containsExactly("EpisodeOfCare/e1.period.start");
  }

  @Test
  void aDischargeBeforeTheReferralIsNoCourse() {
    record.episode().getPeriod().setEndElement(new DateTimeType("2024-12-31"));

    assertThat(READER.read(record.resources())).isInstanceOf(CourseReading.Unreadable.class);
  }

  @Test
  void whatWasEnteredInErrorIsLeftOutWithoutAFinding() {
    record.problem("p1", Systems.ICD_10, "F42", "1");
    record
        .condition("p1")
        .setVerificationStatus(concept(Systems.CONDITION_VERIFICATION, "entered-in-error"));
    record.contact("c1", "2025-01-20", "02", "5", "Y").setStatus(EncounterStatus.ENTEREDINERROR);
    record.contact("c2", "2025-01-21", "02", "5", "Y");
    record.activity("a1", "c2", "1098051000000103").setStatus(ProcedureStatus.NOTDONE);
    record.score("s1", "720433000", "18", "2025-01-20").setStatus(ObservationStatus.ENTEREDINERROR);

    var course = read();

    assertThat(course.problems()).isEmpty();
    assertThat(course.contacts()).hasSize(1);
    assertThat(course.contacts().get(0).isTreatment()).isTrue();
    assertThat(course.scores()).isEmpty();
  }

  @Test
  void aSessionThatDidNotTakePlaceIsKnownByItsAppointment() {
    var told = record.contact("c1", "2025-01-20", "02", "3", "Y");
    told.addAppointment().setReference("Appointment/a1");
    record.appointment("a1", "2025-01-20T10:00:00Z", AppointmentStatus.NOSHOW, "");
    record.appointment("a2", "2025-01-27T23:30:00Z", AppointmentStatus.NOSHOW, "");
    record.appointment("a3", "2025-07-03T23:30:00Z", AppointmentStatus.CANCELLED, "4");
    record.appointment("a4", "2025-02-10T10:00:00Z", AppointmentStatus.CANCELLED, "");
    record.appointment("a5", "2025-02-17T10:00:00Z", AppointmentStatus.BOOKED, "");
    record.appointment("a6", "2025-02-24T10:00:00Z", AppointmentStatus.FULFILLED, "");

    var reading = (CourseReading.Read) READER.read(record.resources());

    assertThat(reading.course().contacts())
        .extracting(it -> it.id() + ' ' + it.date() + ' ' + it.attendance().code())
        .containsExactlyInAnyOrder(
            "c1 2025-01-20 3", "a2 2025-01-27 3", "a3 2025-07-04 4", "a4 2025-02-10 ");
    assertThat(reading.course().contacts()).noneMatch(it -> it.isTreatment());
    assertThat(elements(reading)).containsExactly("Appointment/a4.extension(attendance)");
  }

  /** Whoever writes the contact need not know of the booking. */
  @Test
  void aContactOfTheNumberAndDayOfAnAppointmentTellsIt() {
    record.contact("c1", "2025-01-20", "02", "3", "Y").addIdentifier().setValue("C-1");
    for (var day : new String[] {"20", "27"}) {
      record
          .appointment("a" + day, "2025-01-" + day + "T10:00:00Z", AppointmentStatus.NOSHOW, "")
          .addIdentifier()
          .setValue("C-1");
    }

    assertThat(read().contacts())
        .extracting(it -> it.id() + ' ' + it.date())
        .containsExactlyInAnyOrder("c1 2025-01-20", "a27 2025-01-27");
  }

  @Test
  void aContactEnteredInErrorTellsNothingOfItsAppointment() {
    var wrong = record.contact("c1", "2025-01-20", "02", "5", "Y");
    wrong.setStatus(EncounterStatus.ENTEREDINERROR);
    wrong.addAppointment().setReference("Appointment/a1");
    record.appointment("a1", "2025-01-20T10:00:00Z", AppointmentStatus.NOSHOW, "");

    var reading = (CourseReading.Read) READER.read(record.resources());

    assertThat(reading.course().contacts())
        .extracting(it -> it.id() + ' ' + it.attendance().code())
        .containsExactly("a1 3");
  }

  @Test
  void internetTherapyIsReadAndAnUndatedLogIsAFinding() {
    record.internetLog("l1", "2025-02-01", "2025-02-07");
    record.internetLog("l2", "2025-02-08", "");

    var reading = (CourseReading.Read) READER.read(record.resources());

    assertThat(reading.course().internetLogs()).hasSize(1);
    assertThat(reading.course().internetLogs().get(0).end()).isEqualTo("2025-02-07");
    assertThat(elements(reading)).containsExactly("Procedure/l2.performedPeriod");
  }

  @Test
  void everythingThatCannotBeReadIsNamed() {
    record.problem("p1", "https://example.org/own", "X", "1");
    record.problem("p2", Systems.SNOMED_CT, "83482000", "");
    record.episode().addDiagnosis().getCondition().setReference("Condition/away");
    record.contact("c1", "2025-01", "02", "5", "Y");
    record.contact("c2", "2025-01-20", "99", "9", "Q");
    record.activity("a1", "", "304891004");
    record.activity("a2", "c2", "");
    record.score("s1", "999000", "18", "2025-01-20");
    record.score("s2", "720433000", "", "2025-01-20");
    record.score("s3", "720433000", "18", "2025");
    record.score("s4", "720433000", "18", "2025-01-20").setStatus(ObservationStatus.PRELIMINARY);

    var reading = (CourseReading.Read) READER.read(record.resources());

    assertThat(elements(reading))
        .containsExactlyInAnyOrder(
            "Condition/p1.code",
            "EpisodeOfCare/e1.diagnosis.role",
            "EpisodeOfCare/e1.diagnosis.condition",
            "Encounter/c1.period.start",
            "Encounter/c2.type",
            "Encounter/c2.extension(attendance)",
            "Encounter/c2.extension(planned-contact)",
            "Procedure/a1.encounter",
            "Procedure/a2.code",
            "Observation/s1.code",
            "Observation/s2.valueQuantity",
            "Observation/s3.effectiveDateTime",
            "Observation/s4.status");
    assertThat(reading.findings())
        .allSatisfy(
            finding -> {
              assertThat(finding.rule()).isNotBlank();
              assertThat(finding.remedy()).isNotBlank();
            });
    assertThat(reading.course().problems())
        .extracting(problem -> problem.significance())
        .containsExactly(Significance.NOT_RECORDED);
    assertThat(reading.course().contacts())
        .extracting(contact -> contact.attendance())
        .containsExactly(Attendance.NOT_RECORDED);
    assertThat(reading.course().scores()).isEmpty();
  }

  @Test
  void aScoreWithoutADateTakesThatOfItsContact() {
    record.contact("c1", "2025-01-20T14:00:00Z", "02", "5", "N");
    var score = record.score("s1", "445455005", "12", "");
    score.getEncounter().setReference("Encounter/c1");

    var course = read();

    assertThat(course.scores().get(0).date()).isEqualTo("2025-01-20");
    assertThat(course.scores().get(0).time()).contains(LocalTime.of(14, 0));
    assertThat(course.contacts().get(0).planning()).isEqualTo(Planning.UNPLANNED);
  }

  @Test
  void anAnswerThatIsNoNumberByRightIsNoFinding() {
    var notApplicable = record.score("s1", "932621000000100", "", "2025-01-20");
    notApplicable.setValue(new CodeableConcept().setText("not applicable"));
    record
        .score("s2", "747861000000100", "", "2025-01-20")
        .setValue(new CodeableConcept().setText("Y"));

    assertThat(read().scores()).isEmpty();
  }

  @Test
  void aScoreCodedInLoincIsTheSameScale() {
    var score = record.score("s1", "720433000", "7", "2025-01-20");
    score.setCode(concept(Systems.LOINC, "44261-6"));

    assertThat(read().scores().get(0).scale()).isEqualTo("phq-9");
    assertThat(read().scores().get(0).value()).isEqualByComparingTo(new BigDecimal("7"));
  }

  @Test
  void aScoreThatTheDataSetDoesNotAskForIsLeftOutWithoutAFinding() {
    var score = record.score("s1", "720433000", "20", "2025-01-20");
    score.setCode(concept(Systems.codeSystem("score"), "wsas-total"));

    assertThat(read().scores()).isEmpty();
  }

  @Test
  void aBookingThatIsStillToComeNeedsNoAttendance() {
    record.contact("c1", "2025-01-20", "02", "", "Y").setStatus(EncounterStatus.PLANNED);

    assertThat(read().contacts().get(0).attendance()).isEqualTo(Attendance.IN_THE_FUTURE);
  }

  private Course read() {
    var reading = READER.read(record.resources());
    assertThat(reading.findings()).isEmpty();
    return ((CourseReading.Read) reading).course();
  }

  private static List<String> elements(CourseReading reading) {
    return reading.findings().stream().map(Finding::element).toList();
  }
}
