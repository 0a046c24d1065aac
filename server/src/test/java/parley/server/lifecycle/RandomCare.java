package parley.server.lifecycle;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import parley.server.RunningGateway;
import parley.terminology.Systems;

/**
 * Writes of all kinds about a few people, one after the other, straight into the store: contacts
 * come, move to another day, person or course, and go; courses and referrals change as far as the
 * life cycle lets them.
 */
final class RandomCare {

  private static final int CONTACTS = 6;

  private final RunningGateway gateway = RunningGateway.shared();
  private final DaoRegistry daos = gateway.bean(DaoRegistry.class);
  private final List<Journey> people;
  private final int writer;
  private final Random random;
  private int written;

  /**
   * @param writer 0 to 9; each writes contacts of its own, of the same people
   */
  RandomCare(List<Journey> people, int writer) {
    this.people = List.copyOf(people);
    this.writer = writer;
    this.random = new Random(4711 + writer);
  }

  /** How many writes were not refused. */
  int written() {
    return written;
  }

  /** One write or deletion. */
  void step() {
    var person = any();
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> put(contact(person));
      case 3 -> put(activity(person));
      case 4 -> delete("Encounter", contactId(any()));
      case 5 -> delete("Procedure", contactId(any()));
      case 6 ->
          put(
              EpisodeOfCare.class,
              random.nextBoolean()
                  ? person.course(random.nextBoolean() ? "waitlist" : "active", "")
                  : person.treated("step-2"));
      case 7 ->
          put(
              EpisodeOfCare.class,
              person.paused(
                  random.nextBoolean() ? "onhold" : "waitlist",
                  random.nextBoolean() ? "2026-09-21" : ""));
      case 8 -> put(Task.class, person.triage("completed", random.nextInt(4) == 0 ? "" : "accept"));
      default ->
          put(ServiceRequest.class, person.referral(random.nextInt(4) == 0 ? "revoked" : "active"));
    }
  }

  private Journey any() {
    return people.get(random.nextInt(people.size()));
  }

  private String contactId(Journey person) {
    return "c" + random.nextInt(CONTACTS) + writer + person.id.substring(3);
  }

  private Encounter contact(Journey person) {
    var other = random.nextInt(5) == 0 ? any() : person;
    var contact = new Encounter();
    contact.setId(contactId(person));
    contact.setStatus(
        random.nextInt(8) == 0 ? EncounterStatus.ENTEREDINERROR : EncounterStatus.FINISHED);
    contact.setClass_(new Coding(Systems.ACT_CODE, "AMB", "ambulatory"));
    contact.addType(coded("nhs-appointment-type", random.nextInt(4) == 0 ? "05" : "03"));
    contact.addExtension(
        Systems.structureDefinition("attendance"),
        coded("nhs-attended-or-did-not-attend", random.nextInt(3) == 0 ? "3" : "5"));
    contact.setSubject(new Reference("Patient/" + other.id));
    if (random.nextInt(6) > 0) {
      contact.addEpisodeOfCare(new Reference("EpisodeOfCare/" + other.id));
    }
    var day = LocalDate.of(2026, 9, 2).plusDays(random.nextInt(40));
    contact.getPeriod().setStartElement(new DateTimeType(day.toString()));
    return contact;
  }

  private Procedure activity(Journey person) {
    var id = contactId(person);
    var activity = new Procedure();
    activity.setId(id);
    activity.setStatus(
        random.nextInt(4) == 0 ? ProcedureStatus.ENTEREDINERROR : ProcedureStatus.COMPLETED);
    activity.setSubject(new Reference("Patient/" + person.id));
    if (random.nextBoolean()) {
      // Employment support, which makes a contact no treatment.
      activity.setCode(
          new CodeableConcept(new Coding(Systems.SNOMED_CT, "1098051000000103", "support")));
      activity.setEncounter(new Reference("Encounter/" + id));
    } else {
      activity.setCategory(coded("activity-category", "internet-enabled-therapy"));
      activity.addExtension(
          Systems.EXT_EPISODE_OF_CARE, new Reference("EpisodeOfCare/" + person.id));
      var day = LocalDate.of(2026, 9, 2).plusDays(random.nextInt(40));
      activity.getPerformedPeriod().setStartElement(new DateTimeType(day.toString()));
      activity.getPerformedPeriod().setEndElement(new DateTimeType(day.plusDays(3).toString()));
    }
    return activity;
  }

  private static CodeableConcept coded(String system, String code) {
    return new CodeableConcept(new Coding().setSystem(Systems.codeSystem(system)).setCode(code));
  }

  private <T extends Resource> void put(Class<T> type, String json) {
    put(gateway.fhir().newJsonParser().parseResource(type, json));
  }

  private void put(Resource resource) {
    attempt(() -> dao(resource.fhirType()).update(resource, new SystemRequestDetails()));
  }

  private void delete(String type, String id) {
    attempt(() -> dao(type).delete(new IdType(type, id), new SystemRequestDetails()));
  }

  /** The life cycle refuses some, and so does the store when something refers to what would go. */
  private void attempt(Runnable write) {
    try {
      write.run();
      written++;
    } catch (BaseServerResponseException refused) {
      if (refused.getStatusCode() >= 500) {
        throw refused;
      }
    }
  }

  @SuppressWarnings("unchecked")
  private IFhirResourceDao<Resource> dao(String type) {
    return daos.getResourceDao(type);
  }
}
