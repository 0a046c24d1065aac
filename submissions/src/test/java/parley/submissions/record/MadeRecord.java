package parley.submissions.record;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.hl7.fhir.r4.model.Quantity;
import parley.terminology.Systems;

/** Builds the resources of one made-up course; an empty text leaves its element out. */
final class MadeRecord {

  private final EpisodeOfCare episode = new EpisodeOfCare();
  private final List<Condition> conditions = new ArrayList<>();
  private final List<Encounter> encounters = new ArrayList<>();
  private final List<Procedure> procedures = new ArrayList<>();
  private final List<Observation> observations = new ArrayList<>();
  private final List<Appointment> appointments = new ArrayList<>();

  MadeRecord() {
    episode.setId("e1");
    episode.getPeriod().setStartElement(new DateTimeType("2025-01-06"));
  }

  CourseResources resources() {
    return new CourseResources(
        episode, conditions, encounters, procedures, observations, appointments);
  }

  EpisodeOfCare episode() {
    return episode;
  }

  Condition condition(String id) {
    return conditions.stream().filter(one -> one.getIdPart().equals(id)).findFirst().orElseThrow();
  }

  void problem(String id, String system, String code, String significance) {
    var condition = new Condition();
    condition.setId(id);
    condition.setCode(concept(system, code));
    condition.setRecordedDateElement(new DateTimeType("2025-01-20"));
    conditions.add(condition);
    var diagnosis = episode.addDiagnosis();
    diagnosis.getCondition().setReference("Condition/" + id);
    if (!significance.isEmpty()) {
      var system1 = Systems.codeSystem("nhs-presenting-complaint-significance");
      diagnosis.setRole(concept(system1, significance));
    }
  }

  Encounter contact(String id, String start, String type, String attendance, String planned) {
    var encounter = new Encounter();
    encounter.setId(id);
    encounter.setStatus(EncounterStatus.FINISHED);
    encounter.addEpisodeOfCare().setReference("EpisodeOfCare/e1");
    encounter.setPeriod(new Period().setStartElement(new DateTimeType(start)));
    encounter.addType(concept(Systems.codeSystem("nhs-appointment-type"), type));
    if (!attendance.isEmpty()) {
      encounter.addExtension(
          Systems.structureDefinition("attendance"),
          concept(Systems.codeSystem("nhs-attended-or-did-not-attend"), attendance));
    }
    encounter.addExtension(
        Systems.structureDefinition("planned-contact"),
        concept(Systems.codeSystem("nhs-planned-care-contact"), planned));
    encounters.add(encounter);
    return encounter;
  }

  Procedure activity(String id, String contact, String code) {
    var procedure = new Procedure();
    procedure.setId(id);
    procedure.setStatus(ProcedureStatus.COMPLETED);
    if (!code.isEmpty()) {
      procedure.setCode(concept(Systems.SNOMED_CT, code));
    }
    if (!contact.isEmpty()) {
      procedure.getEncounter().setReference("Encounter/" + contact);
    }
    procedures.add(procedure);
    return procedure;
  }

  void internetLog(String id, String start, String end) {
    var procedure = new Procedure();
    procedure.setId(id);
    procedure.setStatus(ProcedureStatus.COMPLETED);
    procedure.setCategory(
        concept(Systems.codeSystem("activity-category"), "internet-enabled-therapy"));
    var period = new Period().setStartElement(new DateTimeType(start));
    if (!end.isEmpty()) {
      period.setEndElement(new DateTimeType(end));
    }
    procedure.setPerformed(period);
    procedures.add(procedure);
  }

  Appointment appointment(String id, String start, AppointmentStatus status, String attendance) {
    var appointment = new Appointment();
    appointment.setId(id);
    appointment.setStatus(status);
    appointment.setStartElement(new InstantType(start));
    if (!attendance.isEmpty()) {
      appointment.addExtension(
          Systems.structureDefinition("attendance"),
          concept(Systems.codeSystem("nhs-attended-or-did-not-attend"), attendance));
    }
    appointments.add(appointment);
    return appointment;
  }

  Observation score(String id, String code, String value, String day) {
    var observation = new Observation();
    observation.setId(id);
    observation.setStatus(ObservationStatus.FINAL);
    observation.setCode(concept(Systems.SNOMED_CT, code));
    if (!value.isEmpty()) {
      observation.setValue(new Quantity().setValue(new BigDecimal(value)));
    }
    if (!day.isEmpty()) {
      observation.setEffective(new DateTimeType(day));
    }
    observations.add(observation);
    return observation;
  }

  static CodeableConcept concept(String system, String code) {
    return new CodeableConcept(new Coding(system, code, null));
  }
}
