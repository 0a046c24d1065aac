package parley.server.synth;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import parley.server.synth.MadeContact.MadeScore;
import parley.server.synth.MadeReferral.InternetLog;
import parley.submissions.course.Attendance;
import parley.terminology.Systems;
import parley.terminology.scale.Scales;

/** The contacts of a referral with what was done and answered in them. */
final class CareRecords {

  /** SNOMED CT codes of ValueSet nhs-therapy-type: signposting, and employment support. */
  private static final String ADVICE = "975131000000104";

  private static final String EMPLOYMENT_SUPPORT = "1098051000000103";

  private final MadeReferral of;
  private final MadeIds ids;
  private final Reference person;
  private final Scales scales;

  CareRecords(MadeReferral of, MadeIds ids, Reference person, Scales scales) {
    this.of = of;
    this.ids = ids;
    this.person = person;
    this.scales = scales;
  }

  /** All of them, in order of time. */
  List<Resource> all() {
    var records = new ArrayList<Resource>();
    for (var contact : of.contacts()) {
      records.add(encounter(contact));
      if (contact.isAttended()) {
        records.add(activity(contact));
        contact.scores().stream()
            .filter(score -> !isRefused(contact, score))
            .forEach(score -> records.add(score(contact, score)));
      }
    }
    for (var i = 0; i < of.logs().size(); i++) {
      records.add(log(i + 1, of.logs().get(i)));
    }
    return records;
  }

  /** A score that was sent out of range came nowhere. */
  private boolean isRefused(MadeContact contact, MadeScore score) {
    return of.has(PlantedError.SCORE_OUT_OF_RANGE)
        && score.scale().equals("phq-9")
        && Planting.insideScores(of).filter(contact::equals).isPresent();
  }

  private Encounter encounter(MadeContact contact) {
    var encounter = new Encounter();
    encounter.setId(ids.contact(contact));
    encounter.setMeta(RecordParts.profile("care-contact"));
    encounter
        .addIdentifier()
        .setSystem(of.service().system("appointment"))
        .setValue(ids.number("C", contact.number()));
    encounter.setStatus(status(contact));
    encounter.setClass_(
        new Coding(Systems.ACT_CODE, contact.mechanism().equals("01") ? "AMB" : "VR", null));
    encounter.addType(RecordParts.national("nhs-appointment-type", contact.type().code()));
    encounter.setSubject(person.copy());
    encounter.addEpisodeOfCare(course());
    encounter.setPeriod(period(contact));
    if (contact.isAttended()) {
      encounter.setLength(RecordParts.minutes(contact.minutes()));
    }
    encounter.addParticipant().setIndividual(staff(contact));
    encounter.addLocation().setLocation(new Reference("Location/" + MadeIds.site(of.service())));
    extensions(encounter, contact);
    return encounter;
  }

  private static EncounterStatus status(MadeContact contact) {
    if (contact.isToCome()) {
      return EncounterStatus.PLANNED;
    }
    return contact.isAttended() ? EncounterStatus.FINISHED : EncounterStatus.CANCELLED;
  }

  private static Period period(MadeContact contact) {
    var period = new Period().setStartElement(RecordParts.moment(contact.at()));
    return contact.isAttended()
        ? period.setEndElement(RecordParts.moment(contact.at().plusMinutes(contact.minutes())))
        : period;
  }

  private void extensions(Encounter encounter, MadeContact contact) {
    RecordParts.extend(
        encounter, "attendance", "nhs-attended-or-did-not-attend", contact.attendance().code());
    RecordParts.extend(encounter, "planned-contact", "nhs-planned-care-contact", "Y");
    RecordParts.extend(
        encounter,
        "long-term-condition-service",
        "nhs-long-term-condition-service",
        of.longTermCondition().isPresent() && of.n() % 4 == 0 ? "Y" : "N");
    if (!contact.mechanism().isEmpty()) {
      RecordParts.extend(
          encounter, "consultation-mechanism", "nhs-consultation-mechanism", contact.mechanism());
    }
    if (contact.attendance() == Attendance.CANCELLED_BY_PATIENT) {
      RecordParts.extend(
          encounter,
          "short-notice-cancellation",
          "nhs-short-notice-cancellation",
          contact.number() % 2 == 0 ? "Y" : "N");
    }
    if (!contact.isAttended()) {
      return;
    }
    var group = contact.therapy().filter(Therapy.PSYCHOEDUCATION::equals).isPresent();
    var couple = contact.therapy().filter(Therapy.COUPLE::equals).isPresent();
    RecordParts.extend(
        encounter, "therapy-mode", "nhs-therapy-mode", group ? "3" : couple ? "2" : "1");
    if (group) {
      count(encounter, "group-participants", 6 + contact.number() % 7);
      count(encounter, "group-facilitators", 2);
    }
  }

  private static void count(Encounter encounter, String name, int number) {
    encounter.addExtension(
        new Extension(Systems.structureDefinition(name), new PositiveIntType(number)));
  }

  private Procedure activity(MadeContact contact) {
    var code =
        contact.employmentSupport()
            ? EMPLOYMENT_SUPPORT
            : contact.therapy().map(Therapy::snomed).orElse(ADVICE);
    var procedure = new Procedure();
    procedure.setId(ids.own("Procedure", String.valueOf(contact.number())));
    procedure.setMeta(RecordParts.profile("care-activity"));
    procedure
        .addIdentifier()
        .setSystem(of.service().system("activity"))
        .setValue(ids.number("A", contact.number()));
    procedure.setStatus(Procedure.ProcedureStatus.COMPLETED);
    procedure.setCode(RecordParts.concept(Systems.SNOMED_CT, code));
    procedure.setSubject(person.copy());
    procedure.setEncounter(new Reference("Encounter/" + ids.contact(contact)));
    procedure.setPerformed(period(contact));
    procedure.addPerformer().setActor(staff(contact));
    procedure.addExtension(
        new Extension(
            Systems.structureDefinition("clinical-time"), RecordParts.minutes(contact.minutes())));
    return procedure;
  }

  private Reference staff(MadeContact contact) {
    return new Reference("Practitioner/" + staff(of, contact));
  }

  /** Logical id of who saw the person, or was to. */
  static String staff(MadeReferral of, MadeContact contact) {
    var service = of.service();
    if (contact.employmentSupport()) {
      return MadeIds.practitioner(service, ServiceRecords.adviser(service));
    }
    var able = service.staff(contact.therapy().orElse(Therapy.GUIDED_BOOK));
    return MadeIds.practitioner(service, able.get(of.n() % able.size()));
  }

  private Observation score(MadeContact contact, MadeScore made) {
    var scale = scales.get(made.scale());
    var score = new Observation();
    score.setId(ids.score(contact, made.scale()));
    score.setMeta(RecordParts.profile("score"));
    score.addExtension(new Extension(Systems.EXT_EPISODE_OF_CARE, course()));
    score.setStatus(Observation.ObservationStatus.FINAL);
    score.addCategory(RecordParts.concept(Systems.OBSERVATION_CATEGORY, "survey"));
    score.setCode(RecordParts.concept(Systems.SNOMED_CT, scale.snomedCode()));
    score.setSubject(person.copy());
    score.setEncounter(new Reference("Encounter/" + ids.contact(contact)));
    score.setEffective(RecordParts.moment(contact.at()));
    score.addPerformer(person.copy());
    return score.setValue(
        new Quantity()
            .setValue(BigDecimal.valueOf(made.value()))
            .setUnit("score")
            .setSystem(Systems.UCUM)
            .setCode("{score}"));
  }

  private Procedure log(int number, InternetLog made) {
    var log = new Procedure();
    log.setId(ids.own("Procedure", "log-" + number));
    log.setMeta(RecordParts.profile("internet-therapy-log"));
    log.addExtension(new Extension(Systems.EXT_EPISODE_OF_CARE, course()));
    log.addExtension(
        new Extension(
            Systems.structureDefinition("internet-therapy-programme"),
            new StringType("Synthetic programme")));
    log.addExtension(
        new Extension(
            Systems.structureDefinition("clinical-time"), RecordParts.minutes(made.minutes())));
    RecordParts.extend(log, "integrated-software", "nhs-integrated-software-engine", "Y");
    log.setStatus(Procedure.ProcedureStatus.COMPLETED);
    log.setCategory(RecordParts.national("activity-category", "internet-enabled-therapy"));
    log.setSubject(person.copy());
    return log.setPerformed(RecordParts.days(made.start(), made.end()));
  }

  private Reference course() {
    return new Reference("EpisodeOfCare/" + ids.course());
  }
}
