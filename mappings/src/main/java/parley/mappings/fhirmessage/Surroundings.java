package parley.mappings.fhirmessage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import parley.mappings.InboundMessage;
import parley.mappings.Person;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.terminology.Systems;

/** The person a message is about, and the organisations and people it names. */
final class Surroundings {

  private final FhirMessage message;
  private final InboundMessage inbound;
  private final Findings findings;
  private final Adoption adoption;
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> written = new HashSet<>();

  Surroundings(FhirMessage message, InboundMessage inbound, Findings findings) {
    this.message = message;
    this.inbound = inbound;
    this.findings = findings;
    this.adoption = new Adoption(message, inbound.sender());
  }

  Adoption adoption() {
    return adoption;
  }

  /** The writes of all that was read, targets first. */
  List<Entry> entries() {
    return entries;
  }

  /**
   * Reads the parties, then the person.
   *
   * @param focus what the message is about, whose subject counts when no Patient is sent
   * @return empty, and noted, when the message does not say who it is about
   */
  Optional<Person> person(Optional<? extends Resource> focus) {
    message.all(Organization.class).forEach(this::organization);
    message.all(Practitioner.class).forEach(this::practitioner);
    message.all(PractitionerRole.class).forEach(this::role);
    var patients = message.all(Patient.class);
    if (patients.size() > 1) {
      findings.note(
          Problem.error(
              ProblemCode.CONTRADICTION,
              "Patient",
              "a message is about one person",
              "Send one message for each person."));
      return Optional.empty();
    }
    var patient = patients.isEmpty() ? named(focus) : Optional.of(patients.get(0));
    if (patient.isEmpty()) {
      findings.missing(
          "Patient",
          "the message does not say who it is about",
          "Send the Patient with an NHS number.");
      return Optional.empty();
    }
    LocalIdentifiers.scope(patient.get(), message, inbound.sender());
    var person = PersonReader.person(patient.get(), inbound, findings);
    person.ifPresent(who -> write(patient(patient.get(), who)));
    return person;
  }

  /** e-RS names the patient by NHS number alone. */
  private static Optional<Patient> named(Optional<? extends Resource> focus) {
    return focus
        .filter(ServiceRequest.class::isInstance)
        .map(it -> ((ServiceRequest) it).getSubject().getIdentifier())
        .filter(
            it -> it.hasValue() && (!it.hasSystem() || PersonReader.isNhsNumber(it.getSystem())))
        .map(
            it -> {
              var patient = new Patient();
              patient.addIdentifier().setSystem(Systems.NHS_NUMBER).setValue(it.getValue());
              return patient;
            });
  }

  private Patient patient(Patient sent, Person person) {
    var patient = adoption.copy(sent, person.id());
    adoption.take(sent, person.id());
    patient.setLink(List.of());
    patient.setPhoto(List.of());
    var strongest = person.identifiers().get(0);
    patient.getIdentifier().removeIf(it -> !it.hasValue() || !it.hasSystem());
    for (var identifier : patient.getIdentifier()) {
      if (PersonReader.isNhsNumber(identifier.getSystem())) {
        identifier.setSystem(Systems.NHS_NUMBER).setValue(strongest.value());
      }
    }
    // The old and the new system of the NHS number say the same.
    var numbers = new HashSet<String>();
    patient
        .getIdentifier()
        .removeIf(it -> Systems.NHS_NUMBER.equals(it.getSystem()) && !numbers.add(it.getValue()));
    return patient;
  }

  private void organization(Organization sent) {
    var id =
        BusinessIds.byIdentifier("Organization", sent.getIdentifier())
            .or(
                () ->
                    Optional.ofNullable(sent.getName())
                        .map(
                            name ->
                                RecordIds.of(
                                    "Organization", "sender", inbound.sender().id(), name)));
    if (id.isPresent()) {
      var copy = adoption.copy(sent, id.get());
      copy.setIdentifier(BusinessIds.whole(copy.getIdentifier()));
      copy.setEndpoint(List.of());
      adoption.take(sent, id.get());
      write(copy);
    }
  }

  private void practitioner(Practitioner sent) {
    var id =
        BusinessIds.byIdentifier("Practitioner", sent.getIdentifier())
            .or(
                () ->
                    sent.getName().stream()
                        .findFirst()
                        .map(
                            name ->
                                RecordIds.of(
                                    "Practitioner",
                                    "named",
                                    "sender " + inbound.sender().id(),
                                    name.getNameAsSingleString())));
    if (id.isPresent()) {
      var copy = adoption.copy(sent, id.get());
      copy.setPhoto(List.of());
      adoption.take(sent, id.get());
      write(copy);
    }
  }

  /** A role is told by who holds it where, as those of HL7 v2 are. */
  private void role(PractitionerRole sent) {
    var who = message.target(sent.getPractitioner()).filter(adoption::has);
    var where = message.target(sent.getOrganization()).filter(adoption::has);
    if (who.isEmpty() || where.isEmpty()) {
      who.or(() -> where).ifPresent(one -> adoption.alias(sent, one));
      return;
    }
    var id = RecordIds.of("PractitionerRole", idOf(who.get()), idOf(where.get()));
    var copy = adoption.copy(sent, id);
    copy.setLocation(List.of());
    copy.setHealthcareService(List.of());
    copy.setEndpoint(List.of());
    adoption.take(sent, id);
    write(copy);
  }

  private String idOf(Resource taken) {
    return adoption.reference(taken).getReferenceElement().getIdPart();
  }

  /** The organisation that sent the message, if it was taken. */
  Optional<Reference> sender() {
    return message
        .header()
        .flatMap(header -> message.target(header.getSender()))
        .filter(adoption::has)
        .map(adoption::reference);
  }

  private void write(Resource resource) {
    if (written.add(resource.fhirType() + '/' + resource.getIdPart())) {
      entries.add(Write.always(resource));
    }
  }
}
