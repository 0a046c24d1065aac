package parley.mappings.fhirmessage;

import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import parley.mappings.InboundMessage;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.reading.Moments;
import parley.terminology.Systems;

/** The course of treatment that a referral begins and the triage it asks for, as REF^I12 does. */
final class CourseEntries {

  private static final Set<String> OPEN_EPISODE = Set.of("planned", "waitlist");
  private static final Set<String> OPEN_TASK = Set.of("draft", "requested", "received");

  private final String referral;
  private final Reference subject;
  private final Optional<Reference> receiving;
  private final InboundMessage inbound;

  /**
   * Of one referral.
   *
   * @param referral id of the ServiceRequest
   * @param receiving the organisation referred to
   */
  CourseEntries(
      String referral, Reference subject, Optional<Reference> receiving, InboundMessage inbound) {
    this.referral = referral;
    this.subject = subject;
    this.receiving = receiving;
    this.inbound = inbound;
  }

  Reference reference() {
    return new Reference("ServiceRequest/" + referral);
  }

  Entry begun() {
    var episode = episode(EpisodeOfCareStatus.PLANNED);
    // IAPT v2.1 ReferralRequestReceivedDate: waiting begins when the referral arrives here.
    episode.getPeriod().setStartElement(Moments.day(inbound.receivedAt()));
    return Write.ifAbsent(episode);
  }

  Entry triage() {
    var task = task(TaskStatus.REQUESTED);
    task.setAuthoredOnElement(Moments.dateTime(inbound.receivedAt()));
    return Write.ifAbsent(task);
  }

  Entry ended() {
    var episode = episode(EpisodeOfCareStatus.CANCELLED);
    return new Write(episode, Set.of(), new When.StatusIn(OPEN_EPISODE));
  }

  Entry triageEnded() {
    return new Write(task(TaskStatus.CANCELLED), Set.of(), new When.StatusIn(OPEN_TASK));
  }

  private EpisodeOfCare episode(EpisodeOfCareStatus status) {
    var episode = new EpisodeOfCare();
    episode.setId(RecordIds.of("EpisodeOfCare", referral));
    episode.setStatus(status);
    episode.setPatient(subject.copy());
    receiving.map(Reference::copy).ifPresent(episode::setManagingOrganization);
    episode.addReferralRequest(reference());
    return episode;
  }

  private Task task(TaskStatus status) {
    var task = new Task();
    task.setId(RecordIds.of("Task", referral, "triage"));
    task.setStatus(status);
    task.setIntent(TaskIntent.ORDER);
    task.setCode(
        new CodeableConcept(new Coding(Systems.codeSystem("task"), "triage", "Triage a referral")));
    task.setFocus(reference());
    task.setFor(subject.copy());
    receiving.map(Reference::copy).ifPresent(task::setOwner);
    return task;
  }
}
