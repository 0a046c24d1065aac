package parley.mappings.person;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Person;
import parley.mappings.RecordBundle;

/**
 * What a message says of one person.
 *
 * @param person who it is
 * @param patient the Patient, under its provisional id
 * @param cleared elements of the Patient that the message deletes
 * @param others the organisations and practitioners the Patient refers to, targets first
 */
public record PersonRecord(
    Person person, Patient patient, Set<String> cleared, List<Resource> others) {

  public PersonRecord {
    cleared = Set.copyOf(cleared);
    others = List.copyOf(others);
  }

  /** The writes that store it, in order. */
  public List<RecordBundle.Entry> entries() {
    var entries = new ArrayList<RecordBundle.Entry>();
    others.forEach(other -> entries.add(RecordBundle.Write.always(other)));
    entries.add(new RecordBundle.Write(patient, cleared, new RecordBundle.When.Always()));
    return entries;
  }

  /** A reference to the Patient. */
  public Reference reference() {
    return new Reference("Patient/" + person.id());
  }
}
