package parley.mappings.selfreferral;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import parley.mappings.RecordIds;
import parley.mappings.reading.Moments;
import parley.terminology.Systems;

/**
 * The referral, its course of treatment and the work it gives, as a referral message makes them:
 * received, for somebody to triage.
 */
final class ReferralEntries {

  /** NHS Data Dictionary SOURCE OF REFERRAL: Self Referral: Self. */
  private static final Coding SELF =
      new Coding(Systems.codeSystem("nhs-source-of-referral"), "B1", "Self Referral: Self");

  private final Identifier number;
  private final Reference patient;
  private final Reference response;
  private final Instant receivedAt;

  ReferralEntries(Identifier number, Reference patient, Reference response, Instant receivedAt) {
    this.number = number;
    this.patient = patient;
    this.response = response;
    this.receivedAt = receivedAt;
  }

  /** Its id is made of the response's identifier, as that of a referral message of RF1-6. */
  Reference referral() {
    return new Reference("ServiceRequest/" + referralId());
  }

  private String referralId() {
    return RecordIds.of("ServiceRequest", number.getSystem(), number.getValue());
  }

  Reference course() {
    return new Reference("EpisodeOfCare/" + RecordIds.of("EpisodeOfCare", referralId()));
  }

  ServiceRequest request(DateTimeType authored, String problem, List<? extends Resource> support) {
    var request = new ServiceRequest();
    request.setId(referralId());
    request.addExtension(Systems.EXT_SOURCE_OF_SERVICE_REQUEST, new CodeableConcept(SELF.copy()));
    request.addIdentifier(number.copy());
    request.setStatus(ServiceRequestStatus.ACTIVE);
    request.setIntent(ServiceRequestIntent.ORDER);
    request.addCategory(
        new CodeableConcept(new Coding(Systems.SNOMED_CT, "3457005", "Patient referral")));
    request.setSubject(patient.copy());
    request.setAuthoredOnElement(authored.copy());
    request.setRequester(patient.copy());
    request.addReasonCode(new CodeableConcept().setText(problem));
    request.addSupportingInfo(response.copy());
    support.forEach(one -> request.addSupportingInfo(reference(one)));
    return request;
  }

  EpisodeOfCare episode() {
    var episode = new EpisodeOfCare();
    episode.setId(course().getReferenceElement().getIdPart());
    episode.setStatus(EpisodeOfCare.EpisodeOfCareStatus.PLANNED);
    episode.setPatient(patient.copy());
    episode.addReferralRequest(referral());
    // IAPT v2.1 ReferralRequestReceivedDate: waiting begins when the referral arrives here.
    episode.getPeriod().setStartElement(Moments.day(receivedAt));
    return episode;
  }

  Task triage() {
    var task = task("triage", "Triage a referral");
    task.setFocus(referral());
    return task;
  }

  /**
   * For a person to find out whether the new Patient is somebody known.
   *
   * @param doubted whether an NHS number was stated that leads to somebody who differs
   */
  Task possibleMatch(boolean doubted) {
    var task = task("possible-match", "Look whether this person is known");
    task.setDescription(
        doubted
            ? "The NHS number of the form is held by somebody whose name or date of birth is"
                + " another, so it was not taken. Find out whose it is; if the person is held"
                + " already, join the two"
            : "No NHS number says who this is. Look for the person's other records and their NHS"
                + " number; if they are held already, join the two");
    task.setFocus(patient.copy());
    return task;
  }

  private Task task(String code, String display) {
    var task = new Task();
    task.setId(RecordIds.of("Task", referralId(), code));
    task.setStatus(TaskStatus.REQUESTED);
    task.setIntent(TaskIntent.ORDER);
    task.setCode(new CodeableConcept(new Coding(Systems.codeSystem("task"), code, display)));
    task.setFor(patient.copy());
    task.setAuthoredOnElement(Moments.dateTime(receivedAt));
    return task;
  }

  /** Where all of it came from: the response as it was sent. */
  Provenance provenance(List<? extends Resource> made) {
    var provenance = new Provenance();
    provenance.setId(RecordIds.of("Provenance", response.getReference()));
    var targets = new ArrayList<Reference>();
    targets.add(patient.copy());
    made.forEach(one -> targets.add(reference(one)));
    provenance.setTarget(targets);
    provenance.setRecordedElement(Moments.instant(receivedAt));
    provenance.setActivity(
        new CodeableConcept(new Coding(Systems.DATA_OPERATION, "CREATE", "create")));
    provenance.addAgent().setWho(patient.copy());
    provenance.addEntity().setRole(Provenance.ProvenanceEntityRole.SOURCE).setWhat(response.copy());
    return provenance;
  }

  static Reference reference(Resource resource) {
    return new Reference(resource.fhirType() + '/' + resource.getIdElement().getIdPart());
  }
}
