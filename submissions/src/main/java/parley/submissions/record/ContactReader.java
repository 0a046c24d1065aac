package parley.submissions.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import parley.submissions.course.AppointmentType;
import parley.submissions.course.Attendance;
import parley.submissions.course.CareContact;
import parley.submissions.course.CareContact.Planning;
import parley.submissions.course.InternetTherapyLog;
import parley.terminology.Systems;

/** Contacts with their activities, and logs of internet-enabled therapy (IDS201, 202 and 205). */
final class ContactReader {

  private static final String APPOINTMENT_TYPE = Systems.codeSystem("nhs-appointment-type");
  private static final String ATTENDANCE = Systems.structureDefinition("attendance");
  private static final String ATTENDANCE_CODES =
      Systems.codeSystem("nhs-attended-or-did-not-attend");
  private static final String PLANNED = Systems.structureDefinition("planned-contact");
  private static final String PLANNED_CODES = Systems.codeSystem("nhs-planned-care-contact");
  private static final String ACTIVITY_CATEGORY = Systems.codeSystem("activity-category");

  private final Findings findings;

  ContactReader(Findings findings) {
    this.findings = findings;
  }

  record Read(List<CareContact> contacts, List<InternetTherapyLog> internetLogs) {}

  Read contacts(CourseResources resources) {
    var activities = new HashMap<String, List<String>>();
    var logs = new ArrayList<InternetTherapyLog>();
    for (var procedure : resources.procedures()) {
      if (procedure.getStatus() != ProcedureStatus.COMPLETED) {
        continue;
      }
      if (procedure.getCategory().hasCoding(ACTIVITY_CATEGORY, "internet-enabled-therapy")) {
        log(procedure).ifPresent(logs::add);
      } else {
        activity(procedure, activities);
      }
    }
    var contacts = new ArrayList<CareContact>();
    for (var encounter : resources.encounters()) {
      if (encounter.getStatus() != EncounterStatus.ENTEREDINERROR) {
        contact(encounter, activities).ifPresent(contacts::add);
      }
    }
    contacts.addAll(new AppointmentReader(findings).missed(resources));
    return new Read(contacts, logs);
  }

  private Optional<InternetTherapyLog> log(Procedure procedure) {
    var start = EnglishTime.of(procedure.getPerformedPeriod().getStartElement());
    var end = EnglishTime.of(procedure.getPerformedPeriod().getEndElement());
    if (start.isEmpty() || end.isEmpty()) {
      findings.add(
          procedure,
          "performedPeriod",
          "the first or last day of the log is missing or less exact than a day",
          "Give both as dates.");
      return Optional.empty();
    }
    return Optional.of(
        new InternetTherapyLog(procedure.getIdPart(), start.get().date(), end.get().date()));
  }

  private void activity(Procedure procedure, Map<String, List<String>> activities) {
    var code = code(procedure.getCode(), Systems.SNOMED_CT);
    if (code.isEmpty()) {
      findings.add(
          procedure,
          "code",
          "there is no SNOMED CT code, so employment support cannot be told from therapy",
          "Code the activity in SNOMED CT.");
      return;
    }
    var contact = procedure.getEncounter().getReferenceElement();
    if (!contact.hasIdPart()) {
      findings.add(
          procedure,
          "encounter",
          "the activity names no contact",
          "Refer to the encounter it was part of.");
      return;
    }
    activities.computeIfAbsent(contact.getIdPart(), id -> new ArrayList<>()).add(code.get());
  }

  private Optional<CareContact> contact(Encounter encounter, Map<String, List<String>> activities) {
    var when = EnglishTime.of(encounter.getPeriod().getStartElement());
    if (when.isEmpty()) {
      findings.add(
          encounter,
          "period.start",
          "the day of the contact is missing or less exact than a day",
          "Give the start of the period.");
      return Optional.empty();
    }
    return Optional.of(
        new CareContact(
            encounter.getIdPart(),
            when.get().date(),
            when.get().time(),
            type(encounter),
            attendance(encounter),
            planning(encounter),
            activities.getOrDefault(encounter.getIdPart(), List.of())));
  }

  private AppointmentType type(Encounter encounter) {
    var type =
        encounter.getType().stream()
            .flatMap(concept -> code(concept, APPOINTMENT_TYPE).stream())
            .findFirst()
            .flatMap(AppointmentType::of);
    if (type.isEmpty()) {
      findings.add(
          encounter,
          "type",
          "the appointment type is missing or unknown; the contact is not counted as treatment",
          "Give the national appointment type, 01 to 08.");
    }
    return type.orElse(AppointmentType.NOT_RECORDED);
  }

  /** The status of an encounter cannot tell the national codes apart, except what is to come. */
  private Attendance attendance(Encounter encounter) {
    var attendance = extension(encounter, ATTENDANCE, ATTENDANCE_CODES).flatMap(Attendance::of);
    if (attendance.isPresent()) {
      return attendance.get();
    }
    if (encounter.getStatus() == EncounterStatus.PLANNED
        && encounter.getExtensionByUrl(ATTENDANCE) == null) {
      return Attendance.IN_THE_FUTURE;
    }
    findings.add(
        encounter,
        "extension(attendance)",
        "whether the person attended is missing or unknown; the contact is taken as not attended",
        "Give the national attendance code: 5, 6, 7, 2, 3, 4 or 0.");
    return Attendance.NOT_RECORDED;
  }

  private Planning planning(Encounter encounter) {
    var code = extension(encounter, PLANNED, PLANNED_CODES).orElse("");
    switch (code) {
      case "Y":
        return Planning.PLANNED;
      case "N":
        return Planning.UNPLANNED;
      default:
        if (encounter.getExtensionByUrl(PLANNED) != null) {
          findings.add(
              encounter,
              "extension(planned-contact)",
              "the code is neither Y nor N",
              "Give Y for a contact that came of an appointment, else N.");
        }
        return Planning.NOT_RECORDED;
    }
  }

  private static Optional<String> extension(Encounter encounter, String url, String system) {
    return Optional.ofNullable(encounter.getExtensionByUrl(url))
        .filter(extension -> extension.getValue() instanceof CodeableConcept)
        .flatMap(extension -> code((CodeableConcept) extension.getValue(), system))
        .map(String::strip);
  }

  private static Optional<String> code(CodeableConcept concept, String system) {
    return concept.getCoding().stream()
        .filter(coding -> system.equals(coding.getSystem()) && coding.hasCode())
        .map(Coding::getCode)
        .findFirst();
  }
}
