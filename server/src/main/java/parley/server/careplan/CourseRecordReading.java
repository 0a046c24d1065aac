package parley.server.careplan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.careplan.PlanRecords;
import parley.server.store.NamedCourses;
import parley.submissions.course.AppointmentType;
import parley.submissions.course.Attendance;
import parley.submissions.course.CareContact;
import parley.submissions.course.Course;
import parley.submissions.record.CourseResources;
import parley.submissions.record.PauseReader;
import parley.terminology.England;

/** Joins what the course model knows of a course to what a plan is followed by. */
final class CourseRecordReading {

  private static final int DAY = "2026-09-01".length();

  /** An appointment that will not take place, or was none, tells nothing of the next session. */
  private static final Set<AppointmentStatus> VOID =
      EnumSet.of(
          AppointmentStatus.CANCELLED, AppointmentStatus.NOSHOW, AppointmentStatus.ENTEREDINERROR);

  private final CourseResources resources;

  private CourseRecordReading(CourseResources resources) {
    this.resources = resources;
  }

  /** Records of a course whose own dates cannot be read: open, and nothing in it. */
  static PlanRecords unreadable() {
    return new PlanRecords(
        LocalDate.MIN, true, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  static PlanRecords of(
      CourseResources resources,
      Course course,
      List<Appointment> appointments,
      List<QuestionnaireResponse> responses) {
    var reading = new CourseRecordReading(resources);
    return new PlanRecords(
        course.received(),
        course.discharged().isEmpty(),
        pauses(resources.episode()),
        reading.sessions(course),
        reading.bookings(appointments),
        course.scores().stream()
            .map(
                score ->
                    new PlanRecords.Score(
                        new Reference("Observation/" + score.id()),
                        score.scale(),
                        score.value(),
                        score.date()))
            .toList(),
        reading.responses(responses));
  }

  /** A pause without an end goes on only while the course says so itself. */
  private static List<PlanRecords.Pause> pauses(EpisodeOfCare episode) {
    return PauseReader.pauses(episode).stream()
        .filter(
            pause -> pause.end().isPresent() || episode.getStatus() == EpisodeOfCareStatus.ONHOLD)
        .map(pause -> new PlanRecords.Pause(pause.start(), pause.end()))
        .toList();
  }

  private List<PlanRecords.Session> sessions(Course course) {
    var sessions = new ArrayList<PlanRecords.Session>();
    course.contacts().forEach(contact -> sessions.add(session(contact)));
    for (var log : course.internetLogs()) {
      var record = new Reference("Procedure/" + log.id());
      sessions.add(
          new PlanRecords.Session(
              record, Optional.empty(), log.end(), true, false, false, false, activity(log.id())));
    }
    return sessions;
  }

  private List<PlanRecords.Activity> activity(String procedure) {
    return resources.procedures().stream()
        .filter(one -> procedure.equals(one.getIdElement().getIdPart()))
        .flatMap(one -> Therapies.given(one).stream())
        .toList();
  }

  private PlanRecords.Session session(CareContact contact) {
    var type = contact.type();
    var review =
        type == AppointmentType.REVIEW_ONLY || type == AppointmentType.REVIEW_AND_TREATMENT;
    var attended = contact.attendance().isAttended();
    var said =
        resources.procedures().stream()
            .filter(one -> isOf(one.getEncounter(), contact.id()))
            .toList();
    return new PlanRecords.Session(
        record(contact.id()),
        booking(contact.id()),
        contact.date(),
        contact.isTreatment() && !Therapies.noneWasGiven(said),
        attended && review,
        contact.attendance().isMissed() && (type.isTreatment() || review),
        contact.attendance() == Attendance.IN_THE_FUTURE,
        said.stream()
            .flatMap(
                one ->
                    (contact.isTreatment() ? Therapies.given(one) : Therapies.named(one)).stream())
            .toList());
  }

  /** What was missed without a contact has the id of its appointment. */
  private Reference record(String contact) {
    var held =
        resources.encounters().stream()
            .anyMatch(one -> contact.equals(one.getIdElement().getIdPart()));
    return new Reference((held ? "Encounter/" : "Appointment/") + contact);
  }

  private Optional<Reference> booking(String contact) {
    return resources.encounters().stream()
        .filter(one -> contact.equals(one.getIdElement().getIdPart()))
        .flatMap(one -> one.getAppointment().stream())
        .filter(Reference::hasReference)
        .findFirst();
  }

  private List<PlanRecords.Booking> bookings(List<Appointment> appointments) {
    var named = new HashSet<String>();
    for (Encounter contact : resources.encounters()) {
      contact.getAppointment().forEach(one -> named.add(one.getReferenceElement().getIdPart()));
    }
    return appointments.stream()
        .filter(this::isOfReferral)
        .filter(one -> !VOID.contains(one.getStatus()))
        // Of a start that is said to be unknown, which has an extension and no value.
        .filter(one -> one.getStartElement().hasValue())
        .filter(one -> !named.contains(one.getIdElement().getIdPart()))
        .map(
            one ->
                new PlanRecords.Booking(
                    new Reference("Appointment/" + one.getIdElement().getIdPart()),
                    LocalDate.ofInstant(one.getStart().toInstant(), England.TIME)))
        .toList();
  }

  /** FHIR lets an appointment name no course, but the referral that the course follows. */
  private boolean isOfReferral(Appointment appointment) {
    return appointment.getBasedOn().stream()
        .filter(Reference::hasReference)
        .anyMatch(
            request ->
                resources.episode().getReferralRequest().stream()
                    .anyMatch(own -> request.getReference().equals(own.getReference())));
  }

  private List<PlanRecords.Response> responses(List<QuestionnaireResponse> responses) {
    var contacts =
        resources.encounters().stream()
            .map(one -> one.getIdElement().getIdPart())
            .collect(Collectors.toSet());
    return responses.stream()
        .filter(QuestionnaireResponse::hasQuestionnaire)
        .filter(
            one ->
                isOfCourse(one)
                    || contacts.stream().anyMatch(contact -> isOf(one.getEncounter(), contact)))
        .flatMap(one -> response(one).stream())
        .toList();
  }

  private static Optional<PlanRecords.Response> response(QuestionnaireResponse response) {
    return day(response.getAuthoredElement())
        .map(
            day ->
                new PlanRecords.Response(
                    new Reference("QuestionnaireResponse/" + response.getIdElement().getIdPart()),
                    response.getQuestionnaire().split("\\|", 2)[0],
                    day));
  }

  /** The English day; empty for what is less exact. */
  static Optional<LocalDate> day(BaseDateTimeType when) {
    if (!when.hasValue() || when.getValueAsString().length() < DAY) {
      return Optional.empty();
    }
    return when instanceof DateTimeType && when.getValueAsString().length() > DAY
        ? Optional.of(LocalDate.ofInstant(when.getValue().toInstant(), England.TIME))
        : Optional.of(LocalDate.parse(when.getValueAsString().substring(0, DAY)));
  }

  private boolean isOfCourse(DomainResource resource) {
    return NamedCourses.in(resource).contains(idOf(resources.episode()));
  }

  private static String idOf(Resource resource) {
    return resource.getIdElement().getIdPart();
  }

  private static boolean isOf(Reference encounter, String contact) {
    return encounter.hasReference() && contact.equals(encounter.getReferenceElement().getIdPart());
  }
}
