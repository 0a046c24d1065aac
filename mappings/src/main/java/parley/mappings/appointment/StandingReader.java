package parley.mappings.appointment;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.Reading;
import parley.terminology.Systems;
import parley.terminology.Terminology;
import parley.terminology.Translation;

/**
 * Reads what has become of an appointment from the trigger event, the filler status (SCH-25, else
 * AIS-10) and, for a cancellation, the event reason (SCH-6). Every code goes through a ConceptMap;
 * what no code says is not guessed.
 */
final class StandingReader {

  private static final Set<AppointmentStatus> HAPPENED =
      Set.of(AppointmentStatus.FULFILLED, AppointmentStatus.NOSHOW);

  /** NHS Data Dictionary, ATTENDED OR DID NOT ATTEND CODE. */
  private static final Set<String> ATTENDANCES = Set.of("0", "2", "3", "4", "5", "6", "7");

  private final Reading reading;
  private final Terminology terminology;
  private final BookingEvent event;

  StandingReader(Reading reading, Terminology terminology, BookingEvent event) {
    this.reading = reading;
    this.terminology = terminology;
    this.event = event;
  }

  /**
   * A status as told: the status, or the attendance that implies one, or a code kept as it came.
   */
  private record Told(
      String location,
      Optional<AppointmentStatus> status,
      Optional<String> attendance,
      Optional<Extension> kept) {}

  /**
   * Reads it.
   *
   * @param times when the appointment is
   * @param written when the message was written
   */
  Standing standing(AppointmentTimes times, Instant written) {
    var filler = filler();
    var told = byTrigger().or(() -> filler);
    filler.ifPresent(found -> agree(found, told.orElse(found)));
    var status = event.isFinal() ? event.status(false) : status(told, times, written);
    var attendance =
        told.flatMap(Told::attendance)
            .filter(code -> !event.isFinal() || byStatus(code).equals(status))
            .or(() -> status.flatMap(this::attendance));
    var reason =
        status.filter(found -> found == AppointmentStatus.CANCELLED).flatMap(found -> reason());
    var by = attendance.or(() -> reason.flatMap(this::by));
    return new Standing(
        status, by, reason, filler.flatMap(Told::kept), status.map(this::refuted).orElse(Set.of()));
  }

  private Optional<AppointmentStatus> status(
      Optional<Told> told, AppointmentTimes times, Instant written) {
    var status = told.flatMap(Told::status).or(() -> event.status(times.start().isPresent()));
    var past =
        status.filter(found -> found == AppointmentStatus.BOOKED).isPresent()
            && reading.sender().appointments().pastMeansAttended()
            && times
                .end()
                .or(times::start)
                .filter(end -> end.getValue().toInstant().isBefore(written))
                .isPresent();
    return past ? Optional.of(AppointmentStatus.FULFILLED) : status;
  }

  /**
   * The attendance codes that cannot be beside a status. A booking, which is sent again after the
   * session too, only ends a cancellation.
   */
  private Set<String> refuted(AppointmentStatus status) {
    var booking = status == AppointmentStatus.BOOKED;
    return ATTENDANCES.stream()
        .filter(
            code ->
                booking
                    ? byStatus(code).equals(Optional.of(AppointmentStatus.CANCELLED))
                    : !byStatus(code).equals(Optional.of(status)))
        .collect(Collectors.toUnmodifiableSet());
  }

  private Optional<Told> byTrigger() {
    return event
        .attendance()
        .map(code -> new Told("MSH-9", byStatus(code), Optional.of(code), Optional.empty()));
  }

  /** SCH-25, else AIS-10. */
  private Optional<Told> filler() {
    return reading
        .message()
        .first("SCH")
        .flatMap(sch -> filler(sch, 25))
        .or(() -> reading.message().first("AIS").flatMap(ais -> filler(ais, 10)));
  }

  private Optional<Told> filler(Segment segment, int field) {
    var code = segment.field(field).value();
    if (code.isEmpty()) {
      return Optional.empty();
    }
    var location = segment.location(field);
    var coding = reading.codes().translated("appointment-status", segment, field, code);
    if (coding.isEmpty()) {
      return Optional.of(
          new Told(
              location,
              Optional.empty(),
              Optional.empty(),
              Optional.of(reading.codes().kept(segment, field, code))));
    }
    return Optional.of(told(location, coding.get()));
  }

  /** A sender's map may lead to a status, to HL7's own words or to a national attendance code. */
  private Told told(String location, Coding coding) {
    if (ContactEncounter.ATTENDANCE_CODES.equals(coding.getSystem())) {
      var code = coding.getCode();
      return new Told(location, byStatus(code), Optional.of(code), Optional.empty());
    }
    var status =
        Systems.APPOINTMENT_STATUS.equals(coding.getSystem())
            ? Optional.of(coding.getCode())
            : translated("appointment-status", coding.getCode());
    return new Told(
        location, status.map(AppointmentStatus::fromCode), Optional.empty(), Optional.empty());
  }

  /** What happened cannot have happened otherwise. */
  private void agree(Told filler, Told other) {
    var said = filler.status().filter(HAPPENED::contains);
    var against =
        event.isFinal() && event.kind() != BookingEvent.Kind.S17
            ? event.status(false)
            : other.status().filter(HAPPENED::contains);
    if (said.isPresent() && against.isPresent() && !said.equals(against)) {
      reading.note(
          Problem.error(
              ProblemCode.CONTRADICTION,
              filler.location(),
              "the status says something else of the attendance than the event does",
              "Send the status that holds, or the event that belongs to it."));
    }
  }

  private Optional<AppointmentStatus> byStatus(String attendance) {
    return translated("attendance-appointment-status", attendance).map(AppointmentStatus::fromCode);
  }

  private Optional<String> attendance(AppointmentStatus status) {
    if (status != AppointmentStatus.FULFILLED) {
      return translated("appointment-status-attendance", status.toCode());
    }
    var attended = reading.sender().appointments().attended();
    if (attended.isEmpty()) {
      reading.note(
          Problem.warning(
              ProblemCode.UNMAPPED_CODE,
              reading.message().first("SCH").isPresent() ? "SCH-25" : "MSH-9",
              "the person attended, but not by which national code (5 on time, 6 late but seen);"
                  + " the contact is stored without one",
              "Have set up for this sender what attended stands for, or map its codes."));
    }
    return attended;
  }

  /** SCH-6, in a cancellation. */
  private Optional<CodeableConcept> reason() {
    return reading.message().first("SCH").flatMap(sch -> reading.codes().concept(sch, 6));
  }

  /** Whose doing a cancellation was, where its reason says so. */
  private Optional<String> by(CodeableConcept reason) {
    for (var coding : reason.getCoding()) {
      if (ContactEncounter.ATTENDANCE_CODES.equals(coding.getSystem())) {
        return Optional.of(coding.getCode());
      }
      if (Systems.CANCELLATION_REASON.equals(coding.getSystem())) {
        var by = translated("cancellation-attendance", coding.getCode());
        if (by.isPresent()) {
          return by;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> translated(String map, String code) {
    return terminology.translate(Systems.conceptMap(map), code) instanceof Translation.Found found
        ? Optional.of(found.coding().getCode())
        : Optional.empty();
  }
}
