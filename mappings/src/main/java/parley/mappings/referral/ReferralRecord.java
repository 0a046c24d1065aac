package parley.mappings.referral;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.care.Party;
import parley.mappings.clinical.AllergyMapper;
import parley.mappings.clinical.ConditionMapper;
import parley.mappings.clinical.ObservationMapper;
import parley.mappings.hl7v2.Segment;
import parley.mappings.person.PatientMapper;
import parley.mappings.person.PersonRecord;
import parley.mappings.questionnaire.AssessmentWrites;
import parley.mappings.questionnaire.ShippedQuestionnaires;
import parley.mappings.reading.Entries;
import parley.mappings.reading.Moments;
import parley.mappings.reading.Reading;
import parley.terminology.Systems;

/** The record that a referral message makes, by resource in bundle order. */
final class ReferralRecord {

  private static final Set<String> OPEN_EPISODE = Set.of("planned", "waitlist");
  private static final Set<String> OPEN_TASK = Set.of("draft", "requested", "received");

  private final Reading reading;
  private final Segment rf1;
  private final PersonRecord person;
  private final ReferralIdentity identity;
  private final ReferralParties parties;

  private ReferralRecord(
      Reading reading, Segment rf1, ReferralIdentity identity, PersonRecord person) {
    this.reading = reading;
    this.rf1 = rf1;
    this.person = person;
    this.identity = identity;
    this.parties = ReferralParties.read(reading, identity.id());
  }

  /** Reads what the message is about; empty, with the problems noted, when it does not say. */
  static Optional<ReferralRecord> of(Reading reading) {
    var rf1 = reading.needed("RF1");
    var identity = rf1.flatMap(segment -> ReferralIdentity.read(reading, segment));
    var person = PatientMapper.map(reading);
    return identity.flatMap(
        which -> person.map(who -> new ReferralRecord(reading, rf1.orElseThrow(), which, who)));
  }

  /** The referral as it is now. */
  RecordBundle current() {
    var entries = peopleAndPlaces();
    new AllergyMapper(reading, subject())
        .allergies()
        .forEach(allergy -> entries.add(Write.always(allergy, AllergyMapper.DEFAULTS)));
    var conditions =
        new ConditionMapper(reading, subject(), ConditionMapper.Setting.REFERRAL)
            .conditions(reference().getReference());
    conditions.forEach(
        stated -> entries.add(Write.always(stated.condition(), ConditionMapper.DEFAULTS)));
    var screening = Screening.read(reading, person, reference(), course());
    var observations =
        new ObservationMapper(reading, subject(), reference().getReference())
            .observations(screening.others());
    observations.forEach(stated -> entries.add(stated.write()));
    for (var stated : observations) {
      entries.addAll(
          AssessmentWrites.ofAlerts(ShippedQuestionnaires.get().alerts(stated.observation())));
    }
    var request = serviceRequest(conditions, observations);
    entries.add(written(request, defaults()));
    var team = ReferralTeam.of(reading, subject(), identity.id(), parties, conditions);
    team.ifPresent(who -> entries.add(Write.always(who)));
    var episode = episode(EpisodeOfCareStatus.PLANNED);
    team.ifPresent(who -> episode.addTeam(Party.reference(who)));
    entries.add(Write.ifAbsent(episode));
    entries.addAll(screening.entries());
    entries.add(Write.ifAbsent(triage(TaskStatus.REQUESTED)));
    entries.add(provenance());
    return new RecordBundle(List.of(person.person()), entries);
  }

  /** The referral withdrawn. */
  RecordBundle cancelled() {
    var entries = peopleAndPlaces();
    var request = serviceRequest(List.of(), List.of());
    request.setStatus(ServiceRequest.ServiceRequestStatus.REVOKED);
    var defaults = new HashSet<>(defaults());
    defaults.remove("status"); // the event says it
    entries.add(written(request, defaults));
    entries.add(
        new Write(
            episode(EpisodeOfCareStatus.CANCELLED), Set.of(), new When.StatusIn(OPEN_EPISODE)));
    entries.add(new Write(triage(TaskStatus.CANCELLED), Set.of(), new When.StatusIn(OPEN_TASK)));
    entries.add(provenance());
    return new RecordBundle(List.of(person.person()), entries);
  }

  private List<Entry> peopleAndPlaces() {
    var resources = new ArrayList<Resource>(parties.resources());
    var entries = new ArrayList<Entry>();
    resources.forEach(resource -> entries.add(Write.always(resource)));
    var patient = person.patient();
    if (!patient.hasGeneralPractitioner()) {
      parties.primary().ifPresent(patient::addGeneralPractitioner);
    }
    entries.addAll(person.entries());
    return Entries.once(reading, entries);
  }

  private ServiceRequest serviceRequest(
      List<ConditionMapper.Stated> conditions, List<ObservationMapper.Stated> observations) {
    var request = new ServiceRequestMapper(reading, rf1).request();
    request.setId(identity.id());
    request.setIdentifier(identity.identifiers());
    request.setSubject(subject());
    parties.requester().ifPresent(request::setRequester);
    request.setPerformer(parties.performers());
    for (var stated : conditions) {
      var reference = Party.reference(stated.condition());
      if (stated.longTerm()) {
        request.addSupportingInfo(reference);
      } else {
        request.addReasonReference(reference);
      }
    }
    observations.forEach(found -> request.addSupportingInfo(Party.reference(found.observation())));
    return request;
  }

  private Write written(ServiceRequest request, Set<String> defaults) {
    var cleared = new ServiceRequestMapper(reading, rf1).cleared(request);
    return new Write(request, cleared, new When.Always(), defaults);
  }

  private Set<String> defaults() {
    return new ServiceRequestMapper(reading, rf1).defaults();
  }

  private EpisodeOfCare episode(EpisodeOfCareStatus status) {
    var episode = new EpisodeOfCare();
    episode.setId(course());
    episode.setStatus(status);
    episode.setPatient(subject());
    parties.receiving().map(Party::reference).ifPresent(episode::setManagingOrganization);
    episode.addReferralRequest(reference());
    if (status == EpisodeOfCareStatus.PLANNED) {
      new ReferredCourse(reading).facts(episode);
    }
    return episode;
  }

  private Task triage(TaskStatus status) {
    var task = new Task();
    task.setId(RecordIds.of("Task", identity.id(), "triage"));
    task.setStatus(status);
    task.setIntent(TaskIntent.ORDER);
    task.setCode(
        new CodeableConcept(new Coding(Systems.codeSystem("task"), "triage", "Triage a referral")));
    task.setFocus(reference());
    task.setFor(subject());
    if (status == TaskStatus.REQUESTED) {
      task.setAuthoredOnElement(Moments.dateTime(reading.inbound().receivedAt()));
    }
    parties.receiving().map(Party::reference).ifPresent(task::setOwner);
    return task;
  }

  private Entry provenance() {
    var event = reading.message().envelope().triggerEvent();
    return Write.always(
        ProvenanceMapper.provenance(reading.inbound(), event, List.of(reference(), subject())));
  }

  private String course() {
    return RecordIds.of("EpisodeOfCare", identity.id());
  }

  private Reference subject() {
    return person.reference();
  }

  private Reference reference() {
    return new Reference("ServiceRequest/" + identity.id());
  }
}
