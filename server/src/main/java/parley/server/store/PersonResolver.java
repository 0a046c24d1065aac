package parley.server.store;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Patient;
import parley.mappings.Person;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle;
import parley.mappings.RecordIds;
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
   * identifiers, and the Patients that hold them, are locked already.
   */
  Resolution resolve(RecordBundle bundle) {
    var ids = new HashMap<String, String>();
    for (var person : bundle.people()) {
      var holders = identities.holders(person.identifiers());
      var candidates = candidates(bundle, person, holders);
      if (candidates.size() > 1) {
        return conflict(
            "the identifiers belong to different people",
            "correct the identifiers, or join the people with ADT^A40, then replay",
            candidates);
      }
      var id = candidates.isEmpty() ? free(person.id()) : candidates.get(0);
      var misfit =
          candidates.isEmpty() ? Optional.<Resolution>empty() : misfit(person, id, holders);
      if (misfit.isPresent()) {
        return misfit.get();
      }
      ids.put(person.id(), id);
    }
    for (var person : bundle.people()) {
      var id = ids.get(person.id());
      if (isWritten(bundle, person) || !identities.holders(person.identifiers()).isEmpty()) {
        identities.claimFree(person.identifiers(), id);
      }
    }
    return new Resolution.Resolved(ids);
  }

  /**
   * The Patients a person may be. The survivor of a join may bring identifiers of the one it
   * replaces: that is what the join says, and no doubt about who the survivor is.
   */
  private List<String> candidates(
      RecordBundle bundle, Person person, Map<Person.Key, String> holders) {
    var candidates = new LinkedHashSet<>(holders.values());
    for (var entry : bundle.entries()) {
      if (entry instanceof RecordBundle.Join join && join.survivor().equals(person.id())) {
        var others = new LinkedHashSet<>(candidates);
        bundle.people().stream()
            .filter(other -> other.id().equals(join.replaced()))
            .forEach(other -> others.removeAll(identities.holders(other.identifiers()).values()));
        if (!others.isEmpty()) {
          return List.copyOf(others);
        }
      }
    }
    return List.copyOf(candidates);
  }

  /**
   * An id for a new Patient: the provisional one, unless a Patient has it who has since lost the
   * identifier it was made from.
   */
  private String free(String provisional) {
    var id = provisional;
    for (var another = 1; records.read("Patient", id).isPresent(); another++) {
      id = RecordIds.of("Patient", provisional, String.valueOf(another));
    }
    return id;
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
  private Optional<Resolution> misfit(Person person, String id, Map<Person.Key, String> holders) {
    var stored = records.read("Patient", id);
    if (stored.isEmpty() || !(stored.get() instanceof Patient patient)) {
      return Optional.empty();
    }
    if (otherNhsNumber(person, patient, holders)) {
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

  /** A number that leads to the patient already, such as one from before a join, is no other. */
  private static boolean otherNhsNumber(
      Person person, Patient patient, Map<Person.Key, String> holders) {
    var stored =
        patient.getIdentifier().stream()
            .filter(identifier -> Systems.NHS_NUMBER.equals(identifier.getSystem()))
            .map(identifier -> identifier.getValue())
            .toList();
    var said =
        person.identifiers().stream()
            .filter(key -> key.system().equals(Systems.NHS_NUMBER))
            .filter(key -> !holders.containsKey(key))
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
