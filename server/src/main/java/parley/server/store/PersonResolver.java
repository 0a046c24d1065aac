package parley.server.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Patient;
import parley.mappings.Person;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle;
import parley.mappings.person.Surname;
import parley.terminology.Systems;

/** Finds the Patient a message is about by any of its identifiers, and doubts what does not fit. */
final class PersonResolver {

  private final Identities identities;
  private final StoredRecords records;

  PersonResolver(Identities identities, StoredRecords records) {
    this.identities = identities;
    this.records = records;
  }

  /**
   * Resolves everyone in a bundle and gives new identifiers to the Patients they belong to. The
   * identifiers are locked already.
   */
  Resolution resolve(RecordBundle bundle) {
    var ids = new HashMap<String, String>();
    var written = new ArrayList<Person>();
    for (var person : bundle.people()) {
      var holders = identities.holders(person.identifiers());
      var candidates = List.copyOf(new LinkedHashSet<>(holders.values()));
      if (candidates.size() > 1) {
        return conflict(
            "the identifiers belong to different people",
            "correct the identifiers, or join the people with ADT^A40, then replay",
            candidates);
      }
      var id = candidates.isEmpty() ? person.id() : candidates.get(0);
      var misfit = candidates.isEmpty() ? Optional.<Resolution>empty() : misfit(person, id);
      if (misfit.isPresent()) {
        return misfit.get();
      }
      ids.put(person.id(), id);
      if (isWritten(bundle, person) || !candidates.isEmpty()) {
        written.add(person);
      }
    }
    for (var person : written) {
      identities.claim(person.identifiers(), ids.get(person.id()));
    }
    return new Resolution.Resolved(ids);
  }

  private static boolean isWritten(RecordBundle bundle, Person person) {
    return bundle.entries().stream()
        .anyMatch(
            entry ->
                entry instanceof RecordBundle.Write write
                    && write.resource() instanceof Patient patient
                    && patient.getIdPart().equals(person.id()));
  }

  /**
   * One wrong digit can make a number somebody else's: an identifier alone does not join records
   * that disagree on both birth date and surname, nor records with different NHS numbers.
   */
  private Optional<Resolution> misfit(Person person, String id) {
    var stored = records.read("Patient", id);
    if (stored.isEmpty() || !(stored.get() instanceof Patient patient)) {
      return Optional.empty();
    }
    if (otherNhsNumber(person, patient)) {
      return Optional.of(
          conflict(
              "a local identifier is held by a patient with another NHS number",
              "correct the NHS number or the local identifier, then replay",
              List.of(id)));
    }
    if (otherBirthDate(person, patient) && otherSurname(person, patient)) {
      return Optional.of(
          conflict(
              "the identifier is held by a patient with another date of birth and another surname",
              "check whether it is the same person; correct the record or the message, then replay",
              List.of(id)));
    }
    return Optional.empty();
  }

  private static boolean otherNhsNumber(Person person, Patient patient) {
    var stored =
        patient.getIdentifier().stream()
            .filter(identifier -> Systems.NHS_NUMBER.equals(identifier.getSystem()))
            .map(identifier -> identifier.getValue())
            .toList();
    var said =
        person.identifiers().stream()
            .filter(key -> key.system().equals(Systems.NHS_NUMBER))
            .map(Person.Key::value)
            .toList();
    return !stored.isEmpty() && !said.isEmpty() && said.stream().noneMatch(stored::contains);
  }

  /** Partial dates are compared as far as both go. */
  private static boolean otherBirthDate(Person person, Patient patient) {
    var said = person.birthDate();
    var stored = patient.getBirthDateElement().getValueAsString();
    if (said == null || stored == null) {
      return false;
    }
    var length = Math.min(said.length(), stored.length());
    return !said.substring(0, length).equals(stored.substring(0, length));
  }

  private static boolean otherSurname(Person person, Patient patient) {
    var said = person.familyName();
    var stored =
        patient.getName().stream()
            .filter(name -> name.hasFamily())
            .map(name -> Surname.comparable(name.getFamily()))
            .toList();
    return said != null && !stored.isEmpty() && !stored.contains(said);
  }

  private static Resolution conflict(String rule, String remedy, List<String> candidates) {
    return new Resolution.Conflict(
        Problem.error(ProblemCode.IDENTITY_CONFLICT, "PID-3", rule, remedy), candidates);
  }
}
