package parley.mappings.fhirmessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Patient;
import parley.mappings.InboundMessage;
import parley.mappings.Person;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordIds;
import parley.mappings.person.NhsNumber;
import parley.mappings.person.Surname;
import parley.terminology.Systems;

/** Who a FHIR message is about. */
final class PersonReader {

  /** As the NHS number was written before 2018, in DSTU2 and early STU3 (NHS Digital). */
  private static final String OLD_NHS_NUMBER = "http://fhir.nhs.net/Id/nhs-number";

  private PersonReader() {}

  /**
   * The identifiers a person is known under, strongest first: a checked NHS number, then others.
   */
  static List<Person.Key> keys(Patient patient) {
    var keys = new ArrayList<Person.Key>();
    for (var identifier : patient.getIdentifier()) {
      if (isNhsNumber(identifier.getSystem()) && identifier.hasValue()) {
        NhsNumber.read(identifier.getValue())
            .map(number -> new Person.Key(Systems.NHS_NUMBER, number.value()))
            .filter(key -> !keys.contains(key))
            .ifPresent(keys::add);
      }
    }
    for (var identifier : patient.getIdentifier()) {
      if (identifier.hasSystem() && identifier.hasValue() && !isNhsNumber(identifier.getSystem())) {
        var key = new Person.Key(identifier.getSystem(), identifier.getValue());
        if (!keys.contains(key)) {
          keys.add(key);
        }
      }
    }
    return keys;
  }

  /**
   * The person of a Patient.
   *
   * @return empty, and noted, when the Patient does not say who it is
   */
  static Optional<Person> person(Patient patient, InboundMessage inbound, Findings findings) {
    var numbers =
        patient.getIdentifier().stream().filter(it -> isNhsNumber(it.getSystem())).toList();
    if (numbers.stream().anyMatch(it -> it.hasValue() && NhsNumber.read(it.getValue()).isEmpty())) {
      findings.note(
          Problem.error(
              ProblemCode.NHS_NUMBER_CHECK,
              "Patient.identifier",
              "the NHS number fails its check digit",
              "Correct the NHS number, or leave it out and send a local identifier."));
      return Optional.empty();
    }
    var keys = keys(patient);
    if (keys.isEmpty()) {
      findings.missing(
          "Patient.identifier",
          "the message does not say who it is about",
          "Send the NHS number, or a local identifier with its system.");
      return Optional.empty();
    }
    if (keys.stream().filter(key -> Systems.NHS_NUMBER.equals(key.system())).count() > 1) {
      findings.note(
          Problem.error(
              ProblemCode.CONTRADICTION,
              "Patient.identifier",
              "the Patient has two NHS numbers",
              "Send the one that is the person's."));
      return Optional.empty();
    }
    var strongest = keys.get(0);
    var provisional = RecordIds.of("Patient", strongest.system(), strongest.value());
    var id = inbound.patientIds().getOrDefault(provisional, provisional);
    var family =
        patient.getName().stream()
            .filter(name -> name.getUse() != HumanName.NameUse.MAIDEN && name.hasFamily())
            .map(name -> Surname.comparable(name.getFamily()))
            .filter(name -> !name.isEmpty())
            .findFirst();
    return Optional.of(
        new Person(
            id,
            keys,
            family.orElse(null),
            patient.hasBirthDate() ? patient.getBirthDateElement().getValueAsString() : null));
  }

  static boolean isNhsNumber(String system) {
    return Systems.NHS_NUMBER.equalsIgnoreCase(system) || OLD_NHS_NUMBER.equalsIgnoreCase(system);
  }
}
