package parley.mappings.fhirmessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import parley.mappings.InboundMessage;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.reading.Moments;
import parley.mappings.referral.ProvenanceMapper;
import parley.terminology.Systems;

/**
 * The answer to a referral that was sent (BaRS servicerequest-response): a Task for a person to
 * read, with the status that the receiver gives the request. What it means for the course is theirs
 * to decide.
 */
final class ReferralAnswers {

  private final FhirMessage message;
  private final InboundMessage inbound;
  private final Findings findings;

  ReferralAnswers(FhirMessage message, InboundMessage inbound, Findings findings) {
    this.message = message;
    this.inbound = inbound;
    this.findings = findings;
  }

  /** The record; empty, and noted, when the message does not say which referral it answers. */
  Optional<RecordBundle> record() {
    var answer = message.focus(ServiceRequest.class, findings);
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    var surroundings = new Surroundings(message, inbound, findings);
    var person = surroundings.person(answer);
    var referral = referral(answer.get(), surroundings.adoption());
    if (!answer.get().hasStatus()) {
      findings.missing(
          "ServiceRequest.status",
          "the answer does not say what becomes of the referral",
          "Send the status of the ServiceRequest.");
    }
    if (person.isEmpty() || referral.isEmpty() || !answer.get().hasStatus()) {
      return Optional.empty();
    }
    var subject = new Reference("Patient/" + person.get().id());
    var task = task(answer.get(), referral.get(), subject);
    var entries = new ArrayList<>(surroundings.entries());
    entries.add(Write.always(task));
    entries.add(
        Write.always(
            ProvenanceMapper.provenance(
                inbound,
                new Coding(Systems.DATA_OPERATION, "UPDATE", "revise"),
                List.of(new Reference("Task/" + task.getIdPart()), subject))));
    return Optional.of(new RecordBundle(List.of(person.get()), entries));
  }

  /** The request that was sent, named by its identifier. */
  private Optional<Reference> referral(ServiceRequest answer, Adoption adoption) {
    var named =
        answer.getBasedOn().stream()
            .map(adoption::led)
            .filter(it -> it.getIdentifier().hasValue())
            .findFirst()
            .or(
                () ->
                    BusinessIds.whole(answer.getIdentifier()).stream()
                        .findFirst()
                        .map(it -> new Reference().setIdentifier(it.copy())));
    if (named.isEmpty()) {
      findings.missing(
          "ServiceRequest.basedOn",
          "the answer does not say which referral it is to",
          "Send the identifier of the referral in ServiceRequest.basedOn or its identifier.");
    }
    return named.map(it -> it.setType("ServiceRequest"));
  }

  private Task task(ServiceRequest answer, Reference referral, Reference subject) {
    var number = referral.getIdentifier();
    var task = new Task();
    task.setId(RecordIds.of("Task", "referral-answer", number.getSystem(), number.getValue()));
    task.setStatus(TaskStatus.REQUESTED);
    task.setIntent(TaskIntent.ORDER);
    task.setCode(
        new CodeableConcept(
            new Coding(
                Systems.codeSystem("task"), "referral-answer", "Read the answer to a referral")));
    task.setBusinessStatus(
        new CodeableConcept(
            new Coding(
                Systems.REQUEST_STATUS,
                answer.getStatus().toCode(),
                answer.getStatus().getDisplay())));
    task.setFocus(referral);
    task.setFor(subject.copy());
    task.setAuthoredOnElement(Moments.dateTime(inbound.receivedAt()));
    answer.getNote().forEach(note -> task.addNote().setText(note.getText()));
    return task;
  }
}
