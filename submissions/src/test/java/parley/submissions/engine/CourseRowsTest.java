package parley.submissions.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import parley.submissions.course.CareContact;
import parley.submissions.course.Course;
import parley.submissions.course.CourseModel;
import parley.submissions.course.InternetTherapyLog;
import parley.submissions.course.PresentingProblem;
import parley.submissions.course.Score;
import parley.submissions.measure.MadeMonth;
import parley.submissions.record.CourseReader;
import parley.submissions.record.CourseReading;
import parley.submissions.record.CourseResources;
import parley.submissions.rule.SubmissionFacts;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;
import parley.terminology.Systems;

/** A course is the same whether it is read from its resources or from the tables of the views. */
class CourseRowsTest {

  private static final LocalDate END = LocalDate.parse("2027-12-31");

  @Test
  void theTwoReadersReadTheSame() throws SQLException {
    var month = MadeMonth.read();
    var byRows = byRows(month);
    assertThat(byRows).hasSizeGreaterThan(30);
    assertThat(byRows).isEqualTo(byResources(month, List.of()));
  }

  /** Sessions that were missed or called off, of which there is an Appointment alone. */
  @Test
  void soTheyDoOfMissedSessions() throws SQLException {
    var month = MadeMonth.read();
    var missed =
        List.of(
            missed("b1", AppointmentStatus.NOSHOW, "2026-10-07T09:00:00Z"),
            missed("b2", AppointmentStatus.CANCELLED, "2026-10-08T23:30:00Z"),
            missed("b3", AppointmentStatus.BOOKED, "2026-10-09T09:00:00Z"));
    var parser = FhirContext.forR4Cached().newJsonParser();
    ViewResources record =
        type ->
            type.equals("Appointment")
                ? missed.stream().map(one -> ResourceText.of(parser.encodeResourceToString(one)))
                : month.ofType(type);
    var byRows = byRows(record);
    var contacts = byRows.get("c01").contacts();
    assertThat(contacts).extracting(CareContact::id).contains("b1", "b2").doesNotContain("b3");
    assertThat(byRows).isEqualTo(byResources(month, missed));
  }

  private static Appointment missed(String id, AppointmentStatus status, String start) {
    var appointment = new Appointment().setStatus(status).setStartElement(new InstantType(start));
    appointment.setId(id);
    appointment.addBasedOn(new Reference("ServiceRequest/r-c01"));
    if (status == AppointmentStatus.CANCELLED) {
      appointment.addExtension(
          Systems.structureDefinition("attendance"),
          new CodeableConcept(
              new Coding()
                  .setSystem(Systems.codeSystem("nhs-attended-or-did-not-attend"))
                  .setCode("2")));
    }
    return appointment;
  }

  private static Map<String, Course> byRows(ViewResources record) throws SQLException {
    var byRows = new HashMap<String, Course>();
    var facts =
        new SubmissionFacts(
            "RZ9",
            "RZ9",
            LocalDate.parse("2026-01-01"),
            END,
            LocalDateTime.parse("2028-01-01T10:00:00"));
    try (var database = Database.open(EngineLimits.IN_MEMORY)) {
      var failure =
          new RecordTables(new ViewReader(), EngineLimits.IN_MEMORY)
              .load(database, record, new SubmissionOrder(facts, "PARLEY"), new HashMap<>());
      assertThat(failure).isEmpty();
      new CourseRows(CourseModel.packaged().scales())
          .read(database, (key, course) -> byRows.put(key, sorted(course)));
    }
    return byRows;
  }

  private static Map<String, Course> byResources(MadeMonth month, List<Appointment> of01) {
    var reader = new CourseReader(CourseModel.packaged().scales());
    return month.courses().stream()
        .filter(one -> one.episode().getManagingOrganization().getReference().endsWith("RZ9"))
        .map(one -> one.episode().getIdPart().equals("c01") ? with(one, of01) : one)
        .collect(
            Collectors.toMap(
                one -> one.episode().getIdPart(),
                one -> sorted(((CourseReading.Read) reader.read(one)).course())));
  }

  private static CourseResources with(CourseResources course, List<Appointment> appointments) {
    return new CourseResources(
        course.episode(),
        course.conditions(),
        course.encounters(),
        course.procedures(),
        course.observations(),
        appointments);
  }

  private static Course sorted(Course course) {
    return new Course(
        course.received(),
        course.discharged(),
        sorted(course.problems(), PresentingProblem::id),
        sorted(course.contacts().stream().map(CourseRowsTest::byId).toList(), CareContact::id),
        sorted(course.internetLogs(), InternetTherapyLog::id),
        sorted(course.scores(), Score::id));
  }

  private static <T> List<T> sorted(List<T> list, Function<T, String> id) {
    return list.stream().sorted(Comparator.comparing(id)).toList();
  }

  /** In the tables the type tells an Appointment from an Encounter of the same id. */
  private static CareContact byId(CareContact contact) {
    return new CareContact(
        contact.id().replace("Appointment/", ""),
        contact.date(),
        contact.time(),
        contact.type(),
        contact.attendance(),
        contact.planning(),
        contact.activities());
  }
}
