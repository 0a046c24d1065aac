package parley.mappings.fhirmessage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Slot;
import parley.mappings.AsOf;
import parley.mappings.InboundMessage;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.referral.ProvenanceMapper;
import parley.terminology.Systems;

/**
 * An appointment is booked, changed or cancelled (BaRS booking-request) in a slot that was read
 * from Parley. Whether the slot is still free only the store knows.
 */
final class BookingRequests {

  private final FhirMessage message;
  private final InboundMessage inbound;
  private final Findings findings;

  BookingRequests(FhirMessage message, InboundMessage inbound, Findings findings) {
    this.message = message;
    this.inbound = inbound;
    this.findings = findings;
  }

  /** The record; empty, and noted, when the message does not say enough. */
  Optional<RecordBundle> record() {
    var sent = message.focus(Appointment.class, findings);
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    var identifiers =
        ReferralIds.of(sent.get(), "appointment", message, inbound.sender(), findings);
    var surroundings = new Surroundings(message, inbound, findings);
    var person = surroundings.person(sent);
    var cancelled = isCancelled(sent.get());
    var slots = slots(sent.get(), cancelled);
    if (identifiers.isEmpty() || person.isEmpty() || slots.isEmpty()) {
      return Optional.empty();
    }
    var subject = new Reference("Patient/" + person.get().id());
    var id =
        RecordIds.of("Appointment", identifiers.get(0).getSystem(), identifiers.get(0).getValue());
    var copy = surroundings.adoption().copy(sent.get(), id);
    copy.setIdentifier(identifiers);
    copy.setSlot(slots.get());
    copy.setBasedOn(basedOn(sent.get()));
    copy.setReasonReference(List.of());
    copy.setSupportingInformation(List.of());
    copy.setParticipant(participants(copy, subject));
    if (cancelled) {
      copy.setStatus(AppointmentStatus.CANCELLED);
    } else if (!copy.hasStatus()) {
      copy.setStatus(AppointmentStatus.BOOKED);
    }
    var entries = new ArrayList<>(surroundings.entries());
    AsOf.whole(copy, MessageMoment.of(message, inbound));
    entries.add(new Write(copy, Set.of(), new When.Always()));
    entries.add(
        Write.always(
            ProvenanceMapper.provenance(
                inbound,
                activity(cancelled),
                List.of(new Reference("Appointment/" + id), subject))));
    return Optional.of(new RecordBundle(List.of(person.get()), entries));
  }

  private Coding activity(boolean cancelled) {
    if (cancelled) {
      return new Coding(Systems.DATA_OPERATION, "CANCEL", "cancel");
    }
    return message.reason().equals("update")
        ? new Coding(Systems.DATA_OPERATION, "UPDATE", "revise")
        : new Coding(Systems.DATA_OPERATION, "CREATE", "create");
  }

  private boolean isCancelled(Appointment sent) {
    var reason = message.reason();
    return sent.getStatus() == AppointmentStatus.CANCELLED
        || sent.getStatus() == AppointmentStatus.ENTEREDINERROR
        || reason.equals("delete")
        || reason.equals("cancelled");
  }

  /**
   * The slots as Parley publishes them: a reference such as {@code Slot/id}, or a Slot of the
   * message that bears the id.
   *
   * @return empty, and noted, when a booking names none; a cancellation need not
   */
  private Optional<List<Reference>> slots(Appointment sent, boolean cancelled) {
    var names = new HashSet<String>();
    var slots = new ArrayList<Reference>();
    for (var slot : sent.getSlot()) {
      var id =
          message.target(slot, Slot.class).flatMap(FhirMessage::keptId).or(() -> published(slot));
      if (id.isEmpty()) {
        findings.missing(
            "Appointment.slot",
            "the slot is none that could have been read here",
            "Send the reference of the Slot as it was read, such as Slot/1.");
        return Optional.empty();
      }
      if (names.add(id.get())) {
        slots.add(new Reference("Slot/" + id.get()));
      }
    }
    if (slots.isEmpty() && !cancelled) {
      findings.missing(
          "Appointment.slot",
          "a booking names the slot that is booked",
          "Send the reference of the Slot as it was read, such as Slot/1.");
      return Optional.empty();
    }
    return Optional.of(slots);
  }

  private static Optional<String> published(Reference slot) {
    var id = slot.getReferenceElement();
    return Optional.ofNullable(id.getIdPart()).filter(it -> "Slot".equals(id.getResourceType()));
  }

  /** The referral, by its number: whether it is held only the store knows. */
  private List<Reference> basedOn(Appointment sent) {
    var referrals = new ArrayList<Reference>();
    for (var based : sent.getBasedOn()) {
      var target = message.target(based, ServiceRequest.class);
      var number =
          target
              .flatMap(
                  it ->
                      ReferralIds.of(it, "referral", message, inbound.sender(), findings).stream()
                          .findFirst())
              .or(
                  () ->
                      Optional.of(based.getIdentifier())
                          .filter(it -> it.hasSystem() && it.hasValue()))
              .or(
                  () ->
                      Optional.of(based.getReferenceElement())
                          .filter(it -> it.hasIdPart())
                          .map(
                              it ->
                                  ReferralIds.ofSender(
                                      inbound.sender(), "referral", it.getIdPart())));
      number.ifPresent(
          it -> referrals.add(new Reference().setType("ServiceRequest").setIdentifier(it.copy())));
    }
    return referrals;
  }

  /** The patient first, whoever else is named after. */
  private static List<AppointmentParticipantComponent> participants(
      Appointment copy, Reference subject) {
    var participants = new ArrayList<AppointmentParticipantComponent>();
    participants.add(
        new AppointmentParticipantComponent()
            .setActor(subject.copy())
            .setStatus(ParticipationStatus.ACCEPTED));
    for (var sent : copy.getParticipant()) {
      var isPatient =
          subject.getReference().equals(sent.getActor().getReference())
              || "Patient".equals(sent.getActor().getType());
      if (!isPatient) {
        if (!sent.hasStatus()) {
          sent.setStatus(ParticipationStatus.NEEDSACTION);
        }
        participants.add(sent);
      }
    }
    return participants;
  }
}
