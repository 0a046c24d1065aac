package parley.server.demo;

import static parley.server.synth.RecordParts.concept;
import static parley.server.synth.RecordParts.extend;
import static parley.server.synth.RecordParts.minutes;
import static parley.server.synth.RecordParts.moment;
import static parley.server.synth.RecordParts.national;
import static parley.server.synth.RecordParts.profile;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.RecordIds;
import parley.terminology.Systems;

/**
 * Writes a course as an EHR would: problem, course, contacts with what was done and answered in
 * them, discharge. Ids come from the course, so the same course is the same resources again.
 */
final class EhrRecords {

  /** From the referral to the assessment, and from the last treatment to the follow-up. */
  private static final int WEEKS_WAITED = 2;

  private static final int WEEKS_TO_FOLLOW_UP = 4;
  private static final int MINUTES = 50;
  private static final List<String> MECHANISMS = List.of("01", "02", "11");

  private final EhrCourse course;
  private final Random random;
  private final List<EhrWrite> writes = new ArrayList<>();

  private EhrRecords(EhrCourse course) {
    this.course = course;
    this.random = new Random(course.seed() * 31 + Long.parseLong(course.nhsNumber()));
  }

  /** Everything that is told of the course, in the order it is told. */
  static List<EhrWrite> of(EhrCourse course) {
    var records = new EhrRecords(course);
    records.write();
    return List.copyOf(records.writes);
  }

  private void write() {
    var story = course.story();
    var contacts = story.contacts();
    var days = days(contacts);
    var received = days.get(0).minusWeeks(WEEKS_WAITED);
    var condition = condition(days.get(0));
    good(condition, "presenting problem");
    good(active(received, condition), "course under way");
    var answers = new EhrResponses(course, random);
    var session = 0;
    var treated = false;
    for (var i = 0; i < contacts.size(); i++) {
      var contact = contacts.get(i);
      var encounter = encounter(i, contact, days.get(i));
      good(encounter, "contact");
      if (!contact.attended()) {
        continue;
      }
      if (contact.isTreatment() && !treated) {
        treated = true;
        good(inTreatment(received, condition), "treatment begins");
      }
      good(activity(encounter, i), "care activity");
      if (contact != Contact.FOLLOW_UP) {
        answers.of(encounter, session).forEach(it -> good(it, "questionnaire"));
        session++;
      }
    }
    story
        .discharge()
        .ifPresent(
            code ->
                good(
                    discharged(received, condition, days.get(days.size() - 1), code), "discharge"));
  }

  private void good(Resource resource, String why) {
    writes.add(EhrWrite.good(resource, why));
  }

  /** A week apart on one day of the week; all but what is to come lie before the day played. */
  private List<LocalDate> days(List<Contact> contacts) {
    var weekday = DayOfWeek.of(1 + random.nextInt(5));
    var day = course.day().with(TemporalAdjusters.previous(weekday));
    var days = new ArrayList<LocalDate>();
    for (var i = contacts.size() - 1; i >= 0; i--) {
      if (contacts.get(i) == Contact.TO_COME) {
        days.add(0, day.plusWeeks(2));
        continue;
      }
      days.add(0, day);
      day = day.minusWeeks(contacts.get(i) == Contact.FOLLOW_UP ? WEEKS_TO_FOLLOW_UP : 1);
    }
    return days;
  }

  private Condition condition(LocalDate recorded) {
    var problem = course.story().problem();
    var condition = new Condition();
    condition.setId(id("Condition", "problem"));
    condition.setMeta(profile("presenting-problem"));
    condition.setClinicalStatus(concept(Systems.CONDITION_CLINICAL, "active"));
    condition.addCategory(concept(Systems.UKCORE_CONDITION_CATEGORY, "presenting-complaint"));
    condition.setCode(
        new CodeableConcept(new Coding(Systems.ICD_10, problem.code(), problem.display())));
    condition.setSubject(new Reference(course.patient()));
    condition.setOnset(
        new DateTimeType(recorded.minusMonths(3 + random.nextInt(30)).toString().substring(0, 7)));
    condition.setRecordedDateElement(new DateTimeType(recorded.toString()));
    return condition;
  }

  private EpisodeOfCare active(LocalDate received, Condition condition) {
    var episode = course.episode().copy();
    episode.setMeta(profile("course-of-treatment"));
    episode.setStatus(EpisodeOfCareStatus.ACTIVE);
    var period = new Period();
    period.setStartElement(new DateTimeType(received.toString()));
    episode.setPeriod(period);
    episode.setCareManager(EhrStaff.of(course.story().problem()).therapist(course.nhsNumber()));
    episode.getDiagnosis().clear();
    episode
        .addDiagnosis()
        .setCondition(new Reference("Condition/" + condition.getIdPart()))
        .setRole(national("nhs-presenting-complaint-significance", "1"));
    return episode;
  }

  private EpisodeOfCare inTreatment(LocalDate received, Condition condition) {
    var episode = active(received, condition);
    extend(episode, "step", "step", EhrStaff.of(course.story().problem()).step());
    return episode;
  }

  private EpisodeOfCare discharged(
      LocalDate received, Condition condition, LocalDate day, String code) {
    var treated =
        course.story().contacts().stream().anyMatch(it -> it.attended() && it.isTreatment());
    var episode = treated ? inTreatment(received, condition) : active(received, condition);
    episode.setStatus(EpisodeOfCareStatus.FINISHED);
    episode.getPeriod().setEndElement(new DateTimeType(day.toString()));
    extend(episode, "discharge-reason", "nhs-discharge-reason", code);
    return episode;
  }

  private Encounter encounter(int number, Contact contact, LocalDate day) {
    var begins = LocalDateTime.of(day, LocalTime.of(9 + random.nextInt(8), 30 * random.nextInt(2)));
    var mechanism = MECHANISMS.get(random.nextInt(MECHANISMS.size()));
    var encounter = new Encounter();
    encounter.setId(id("Encounter", String.valueOf(number)));
    encounter.setMeta(profile("care-contact"));
    encounter.addIdentifier().setSystem(own("contact")).setValue(number("C", number));
    encounter.setStatus(contact.status());
    encounter.setClass_(new Coding(Systems.ACT_CODE, mechanism.equals("01") ? "AMB" : "VR", null));
    encounter.addType(national("nhs-appointment-type", contact.type()));
    encounter.setSubject(new Reference(course.patient()));
    encounter.addEpisodeOfCare(new Reference("EpisodeOfCare/" + course.id()));
    var period = new Period().setStartElement(moment(begins));
    if (contact.attended()) {
      period.setEndElement(moment(begins.plusMinutes(MINUTES)));
      encounter.setLength(minutes(MINUTES));
    }
    encounter.setPeriod(period);
    encounter
        .addParticipant()
        .setIndividual(EhrStaff.of(course.story().problem()).therapist(course.nhsNumber()));
    extend(encounter, "attendance", "nhs-attended-or-did-not-attend", contact.attendance());
    extend(encounter, "planned-contact", "nhs-planned-care-contact", "Y");
    extend(encounter, "consultation-mechanism", "nhs-consultation-mechanism", mechanism);
    if (contact == Contact.CANCELLED) {
      extend(encounter, "short-notice-cancellation", "nhs-short-notice-cancellation", "Y");
    }
    return encounter;
  }

  private Procedure activity(Encounter encounter, int number) {
    var procedure = new Procedure();
    procedure.setId(id("Procedure", String.valueOf(number)));
    procedure.setMeta(profile("care-activity"));
    procedure.addIdentifier().setSystem(own("activity")).setValue(number("A", number));
    procedure.setStatus(Procedure.ProcedureStatus.COMPLETED);
    var staff = EhrStaff.of(course.story().problem());
    procedure.setCode(staff.therapy());
    procedure.addPerformer().setActor(staff.therapist(course.nhsNumber()));
    procedure.setSubject(encounter.getSubject().copy());
    procedure.setEncounter(new Reference("Encounter/" + encounter.getIdPart()));
    procedure.setPerformed(encounter.getPeriod().copy());
    return procedure;
  }

  /** At most 20 characters, as the data set has it, and new with every referral. */
  private String number(String kind, int number) {
    return "%s%02d-%s".formatted(kind, number, course.referral());
  }

  private String id(String type, String what) {
    return RecordIds.of(type, "demo-ehr", course.id(), what);
  }

  private static String own(String kind) {
    return Systems.identifier("demo-ehr/" + kind);
  }
}
