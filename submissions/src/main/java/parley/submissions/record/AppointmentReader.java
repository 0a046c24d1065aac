package parley.submissions.record;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Identifier.IdentifierUse;
import org.hl7.fhir.r4.model.Reference;
import parley.submissions.course.AppointmentType;
import parley.submissions.course.Attendance;
import parley.submissions.course.CareContact;
import parley.submissions.course.CareContact.Planning;
import parley.terminology.Systems;

/**
 * Sessions that did not take place and of which there is an Appointment alone. One that an
 * Encounter names, or that has the number and the day of one, is told by that, and one that was
 * kept needs an Encounter to count as a contact.
 */
final class AppointmentReader {

  private static final String ATTENDANCE = Systems.structureDefinition("attendance");
  private static final String ATTENDANCE_CODES =
      Systems.codeSystem("nhs-attended-or-did-not-attend");
  private static final String APPOINTMENT_TYPE = Systems.codeSystem("nhs-appointment-type");

  private final Findings findings;

  AppointmentReader(Findings findings) {
    this.findings = findings;
  }

  List<CareContact> missed(CourseResources resources) {
    var told = new HashSet<String>();
    var numbered = new HashSet<String>();
    for (var encounter : resources.encounters()) {
      if (encounter.getStatus() == EncounterStatus.ENTEREDINERROR || saysNothing(encounter)) {
        continue;
      }
      encounter.getAppointment().stream()
          .map(Reference::getReferenceElement)
          .forEach(appointment -> told.add(String.valueOf(appointment.getIdPart())));
      numbered(encounter.getIdentifier(), encounter.getPeriod().getStartElement())
          .ifPresent(numbered::add);
    }
    var missed = new ArrayList<CareContact>();
    for (var appointment : resources.appointments()) {
      var lost =
          appointment.getStatus() == AppointmentStatus.NOSHOW
              || appointment.getStatus() == AppointmentStatus.CANCELLED;
      var number = numbered(appointment.getIdentifier(), appointment.getStartElement());
      if (lost
          && !told.contains(appointment.getIdPart())
          && number.filter(numbered::contains).isEmpty()) {
        contact(appointment).ifPresent(missed::add);
      }
    }
    return missed;
  }

  /** Whether it is still to come, or was called off, and no attendance says what came of it. */
  private static boolean saysNothing(Encounter encounter) {
    var attendance =
        Optional.ofNullable(encounter.getExtensionByUrl(ATTENDANCE))
            .filter(extension -> extension.getValue() instanceof CodeableConcept)
            .flatMap(extension -> code((CodeableConcept) extension.getValue(), ATTENDANCE_CODES));
    return attendance
        .map("0"::equals)
        .orElse(
            encounter.getStatus() == EncounterStatus.PLANNED
                || encounter.getStatus() == EncounterStatus.CANCELLED);
  }

  /**
   * The first number that was not replaced, and the day; the SQL of the tables compares the same.
   */
  private static Optional<String> numbered(List<Identifier> identifiers, BaseDateTimeType start) {
    var number =
        identifiers.stream()
            .filter(one -> one.getUse() != IdentifierUse.OLD && one.hasValue())
            .map(Identifier::getValue)
            .findFirst();
    return EnglishTime.of(start).flatMap(when -> number.map(it -> when.date() + " " + it));
  }

  private Optional<CareContact> contact(Appointment appointment) {
    var when = EnglishTime.of(appointment.getStartElement());
    if (when.isEmpty()) {
      findings.add(
          appointment,
          "start",
          "the day of the appointment is missing",
          "Give the start of the appointment.");
      return Optional.empty();
    }
    return Optional.of(
        new CareContact(
            appointment.getIdPart(),
            when.get().date(),
            when.get().time(),
            code(appointment.getAppointmentType(), APPOINTMENT_TYPE)
                .flatMap(AppointmentType::of)
                .orElse(AppointmentType.NOT_RECORDED),
            attendance(appointment),
            Planning.PLANNED,
            List.of()));
  }

  /** {@code noshow} is national code 3 (ConceptMap attendance-appointment-status). */
  private Attendance attendance(Appointment appointment) {
    var said =
        Optional.ofNullable(appointment.getExtensionByUrl(ATTENDANCE))
            .filter(extension -> extension.getValue() instanceof CodeableConcept)
            .flatMap(extension -> code((CodeableConcept) extension.getValue(), ATTENDANCE_CODES))
            .flatMap(Attendance::of);
    if (said.isPresent()) {
      return said.get();
    }
    if (appointment.getStatus() == AppointmentStatus.NOSHOW) {
      return Attendance.DID_NOT_ATTEND;
    }
    findings.add(
        appointment,
        "extension(attendance)",
        "whether the person or the service cancelled is missing or unknown",
        "Give the national attendance code: 2 or 4.");
    return Attendance.NOT_RECORDED;
  }

  private static Optional<String> code(CodeableConcept concept, String system) {
    return concept.getCoding().stream()
        .filter(coding -> system.equals(coding.getSystem()) && coding.hasCode())
        .map(Coding::getCode)
        .findFirst();
  }
}
