package parley.mappings.appointment;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.reading.Moments;
import parley.terminology.Systems;
import parley.terminology.Terminology;
import parley.terminology.Translation;

/**
 * The contact that came of an appointment: an Encounter made of the whole Appointment as it is
 * held, so that it does not matter which message said what. There is one once the appointment is
 * said to have been kept, missed, or cancelled by the patient or the service.
 */
public final class ContactEncounter {

  static final String ATTENDANCE = Systems.structureDefinition("attendance");
  static final String ATTENDANCE_CODES = Systems.codeSystem("nhs-attended-or-did-not-attend");
  static final String MECHANISM = Systems.structureDefinition("consultation-mechanism");

  private static final String TYPES = Systems.codeSystem("nhs-appointment-type");
  private static final String MECHANISMS = Systems.codeSystem("nhs-consultation-mechanism");

  private final Terminology terminology;

  public ContactEncounter(Terminology terminology) {
    this.terminology = terminology;
  }

  /**
   * What is to be written of the contact.
   *
   * @param before the Appointment as it was held, when it was
   * @param after the Appointment as it is to be held. Its referral is named by number (identifier),
   *     a reference that the store has found is made anew
   * @return the Encounter; one is made only if the contact is told of, else one that is there was
   *     entered in error. What only somebody else said of it stays
   */
  public Write follow(Optional<Appointment> before, Appointment after) {
    var encounter = encounter(after);
    var cleared = new HashSet<String>();
    before.map(this::encounter).ifPresent(held -> cleared.addAll(parts(held)));
    cleared.removeAll(parts(encounter));
    var when = isTold(after) ? new When.Always() : new When.Present();
    return new Write(encounter, cleared, when);
  }

  /** Whether it is said that the contact took place, or by whose doing it did not. */
  private static boolean isTold(Appointment appointment) {
    return appointment.getStatus() == AppointmentStatus.FULFILLED
        || appointment.getStatus() == AppointmentStatus.NOSHOW
        || (appointment.getStatus() != AppointmentStatus.ENTEREDINERROR
            && attendance(appointment).isPresent());
  }

  private Encounter encounter(Appointment appointment) {
    var encounter = new Encounter();
    encounter.setId(RecordIds.of("Encounter", "appointment", appointment.getIdPart()));
    appointment.getIdentifier().forEach(each -> encounter.addIdentifier(each.copy()));
    encounter.setStatus(status(appointment));
    attendance(appointment)
        .ifPresent(
            code -> encounter.addExtension(appointment.getExtensionByUrl(ATTENDANCE).copy()));
    encounter.addExtension(
        new Extension(
            Systems.structureDefinition("planned-contact"),
            new CodeableConcept(
                new Coding(Systems.codeSystem("nhs-planned-care-contact"), "Y", null))));
    var mechanism = Optional.ofNullable(appointment.getExtensionByUrl(MECHANISM));
    mechanism.ifPresent(said -> encounter.addExtension(said.copy()));
    encounter.setClass_(mechanism.flatMap(this::contactClass).orElseGet(ContactEncounter::unknown));
    type(appointment).ifPresent(encounter::addType);
    participants(appointment, encounter);
    appointment.getBasedOn().forEach(each -> encounter.addBasedOn(byNumber(each)));
    if (appointment.getStartElement().hasValue()) {
      var start = appointment.getStart().toInstant();
      encounter.getPeriod().setStartElement(Moments.dateTime(start));
    }
    encounter.addAppointment(new Reference("Appointment/" + appointment.getIdPart()));
    return encounter;
  }

  private static void participants(Appointment appointment, Encounter encounter) {
    for (var participant : appointment.getParticipant()) {
      var actor = participant.getActor();
      switch (String.valueOf(actor.getReferenceElement().getResourceType())) {
        case "Patient" -> encounter.setSubject(new Reference(actor.getReference()));
        case "Practitioner" ->
            encounter.addParticipant().setIndividual(new Reference(actor.getReference()));
        case "Location" -> encounter.addLocation().setLocation(new Reference(actor.getReference()));
        default -> {
          // Equipment and the like have no part in an Encounter.
        }
      }
    }
  }

  /** What is not told of took place as little as what was entered in error. */
  private EncounterStatus status(Appointment appointment) {
    if (!isTold(appointment)) {
      return EncounterStatus.ENTEREDINERROR;
    }
    return attendance(appointment)
        .flatMap(code -> translated("attendance-encounter-status", code))
        .map(found -> EncounterStatus.fromCode(found.getCode()))
        .orElse(EncounterStatus.FINISHED);
  }

  private static Optional<String> attendance(Appointment appointment) {
    if (appointment.getStatus() == AppointmentStatus.ENTEREDINERROR) {
      return Optional.empty();
    }
    return coded(appointment.getExtensionByUrl(ATTENDANCE), ATTENDANCE_CODES);
  }

  private Optional<Coding> contactClass(Extension mechanism) {
    return coded(mechanism, MECHANISMS)
        .flatMap(code -> translated("consultation-mechanism-class", code));
  }

  private static Coding unknown() {
    return new Coding(Systems.NULL_FLAVOR, "UNK", "unknown");
  }

  private static Optional<CodeableConcept> type(Appointment appointment) {
    return appointment.getAppointmentType().getCoding().stream()
        .filter(coding -> TYPES.equals(coding.getSystem()))
        .findFirst()
        .map(coding -> new CodeableConcept(coding.copy()));
  }

  private static Optional<String> coded(@Nullable Extension said, String system) {
    return Stream.ofNullable(said)
        .map(Extension::getValue)
        .filter(CodeableConcept.class::isInstance)
        .flatMap(value -> ((CodeableConcept) value).getCoding().stream())
        .filter(coding -> system.equals(coding.getSystem()) && coding.hasCode())
        .map(Coding::getCode)
        .findFirst();
  }

  private static Reference byNumber(Reference referral) {
    return referral.hasIdentifier()
        ? new Reference().setType(referral.getType()).setIdentifier(referral.getIdentifier().copy())
        : referral.copy();
  }

  private Optional<Coding> translated(String map, String code) {
    return terminology.translate(Systems.conceptMap(map), code) instanceof Translation.Found found
        ? Optional.of(found.coding())
        : Optional.empty();
  }

  /** The parts that messages say, as a write names what it clears. */
  private static Set<String> parts(Encounter encounter) {
    var parts = new HashSet<String>();
    encounter.getExtension().forEach(each -> parts.add("extension:" + each.getUrl()));
    for (var name : List.of("type", "participant", "location", "basedOn")) {
      if (encounter.getNamedProperty(name).hasValues()) {
        parts.add(name);
      }
    }
    if (encounter.getPeriod().hasStart()) {
      parts.add("period:start");
    }
    return parts;
  }
}
