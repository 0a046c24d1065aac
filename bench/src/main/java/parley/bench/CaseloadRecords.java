package parley.bench;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.terminology.Systems;

/** Made-up staff and courses: sessions a week apart, scores that fall slowly or not at all. */
final class CaseloadRecords {

  /** Sessions of each course of the first therapist, whose caseload is the one measured. */
  private static final int MEASURED_SESSIONS = 10;

  private static final int MOST_SESSIONS = 12;
  private static final int DAYS_OF_A_WEEK = 7;
  private static final String CBT = "304891004";
  private static final List<String> SCALES = List.of("720433000", "445455005"); // PHQ-9 and GAD-7

  private final LocalDate today;

  CaseloadRecords(LocalDate today) {
    this.today = today;
  }

  /** Id of a therapist. */
  static String therapist(int index) {
    return "bench-therapist-" + index;
  }

  /**
   * One service, its supervisor, and therapists: of ten one is a PWP, who is not to give CBT, and
   * one a trainee, every other of them without a supervisor.
   */
  List<Resource> staff(int therapists) {
    var staff = new ArrayList<Resource>();
    staff.add(new Organization().setName("Bench service").setId("bench-service"));
    staff.add(practitioner("bench-supervisor", "11", false));
    for (var i = 0; i < therapists; i++) {
      var trainee = i % 10 == 5;
      staff.add(practitioner(therapist(i), i % 10 == 4 ? "10" : "11", trainee));
      staff.add(role(i, trainee && i % 20 == 5));
    }
    return staff;
  }

  private static Practitioner practitioner(String id, String code, boolean inTraining) {
    var practitioner = new Practitioner();
    practitioner.setId(id);
    practitioner.addName().setFamily("BENCH");
    var qualification = practitioner.addQualification();
    qualification.setCode(concept(Systems.codeSystem("nhs-qualification-attainment-level"), code));
    if (inTraining) {
      qualification.addExtension(
          Systems.structureDefinition("planned-completion"), new DateType("2030-01-01"));
    } else {
      qualification.setPeriod(new Period().setStartElement(new DateTimeType("2015-09-01")));
    }
    return practitioner;
  }

  private static PractitionerRole role(int index, boolean unsupervised) {
    var role = new PractitionerRole();
    role.setId("bench-role-" + index);
    role.setActive(true);
    role.setPractitioner(new Reference("Practitioner/" + therapist(index)));
    role.setOrganization(new Reference("Organization/bench-service"));
    if (!unsupervised) {
      var supervisor = new Extension(Systems.structureDefinition("supervisor"));
      supervisor.addExtension("supervisor", new Reference("Practitioner/bench-supervisor"));
      supervisor.addExtension(
          "period", new Period().setStartElement(new DateTimeType("2015-09-01")));
      role.addExtension(supervisor);
    }
    return role;
  }

  /** A person, their open course, and of each session contact, activity and two scores. */
  List<Resource> course(int index, int therapist, String nhsNumber) {
    var sessions = therapist == 0 ? MEASURED_SESSIONS : 1 + index % MOST_SESSIONS;
    var id = "bench-" + index;
    var begun = today.minusDays((long) (sessions + 2) * DAYS_OF_A_WEEK);
    var records = new ArrayList<Resource>();
    var patient = new Patient();
    patient.setId(id);
    patient.addIdentifier().setSystem(Systems.NHS_NUMBER).setValue(nhsNumber);
    patient.addName().setFamily("BENCH");
    records.add(patient);
    var episode = new EpisodeOfCare();
    episode.setId(id);
    episode.setStatus(EpisodeOfCareStatus.ACTIVE);
    episode.setPatient(new Reference("Patient/" + id));
    // As many are named by their role as by themselves: both are looked up.
    episode.setCareManager(
        new Reference(
            index % 2 == 0
                ? "Practitioner/" + therapist(therapist)
                : "PractitionerRole/bench-role-" + therapist));
    episode.setManagingOrganization(new Reference("Organization/bench-service"));
    episode.getPeriod().setStartElement(new DateTimeType(begun.toString()));
    records.add(episode);
    for (var session = 0; session < sessions; session++) {
      session(records, id, therapist, begun, session, index);
    }
    return records;
  }

  private static void session(
      List<Resource> records,
      String course,
      int therapist,
      LocalDate begun,
      int session,
      int seed) {
    var day = begun.plusDays((long) (session + 1) * DAYS_OF_A_WEEK).toString();
    var id = course + '-' + session;
    var contact = new Encounter();
    contact.setId(id);
    contact.setStatus(EncounterStatus.FINISHED);
    contact.setClass_(new Coding(Systems.ACT_CODE, "AMB", "ambulatory"));
    contact.addType(concept(Systems.codeSystem("nhs-appointment-type"), "03"));
    contact.addExtension(
        Systems.structureDefinition("attendance"),
        concept(Systems.codeSystem("nhs-attended-or-did-not-attend"), "5"));
    contact.setSubject(new Reference("Patient/" + course));
    contact.addEpisodeOfCare(new Reference("EpisodeOfCare/" + course));
    contact.getPeriod().setStartElement(new DateTimeType(day + "T10:00:00+00:00"));
    records.add(contact);
    var activity = new Procedure();
    activity.setId(id);
    activity.setStatus(ProcedureStatus.COMPLETED);
    activity.setCode(concept(Systems.SNOMED_CT, CBT));
    activity.setSubject(new Reference("Patient/" + course));
    activity.setEncounter(new Reference("Encounter/" + id));
    activity.addPerformer().setActor(new Reference("Practitioner/" + therapist(therapist)));
    records.add(activity);
    for (var scale = 0; scale < SCALES.size(); scale++) {
      var fall = seed % 3 == 0 ? 0 : session;
      records.add(score(id + "-s" + scale, course, id, SCALES.get(scale), day, 18 - fall - scale));
    }
  }

  private static Observation score(
      String id, String course, String contact, String code, String day, int value) {
    var score = new Observation();
    score.setId(id);
    score.setStatus(ObservationStatus.FINAL);
    score.addCategory(concept(Systems.OBSERVATION_CATEGORY, "survey"));
    score.setCode(concept(Systems.SNOMED_CT, code));
    score.setSubject(new Reference("Patient/" + course));
    score.setEncounter(new Reference("Encounter/" + contact));
    score.setEffective(new DateTimeType(day));
    score.addExtension(Systems.EXT_EPISODE_OF_CARE, new Reference("EpisodeOfCare/" + course));
    score.setValue(
        new Quantity()
            .setValue(BigDecimal.valueOf(value))
            .setUnit("score")
            .setSystem(Systems.UCUM)
            .setCode("{score}"));
    return score;
  }

  private static CodeableConcept concept(String system, String code) {
    return new CodeableConcept(new Coding().setSystem(system).setCode(code));
  }
}
