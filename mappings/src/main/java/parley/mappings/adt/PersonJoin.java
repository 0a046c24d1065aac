package parley.mappings.adt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Patient;
import parley.mappings.InboundMessage;
import parley.mappings.Mapping;
import parley.mappings.MappingResult;
import parley.mappings.Person;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.Join;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.hl7v2.Hl7Message;
import parley.mappings.hl7v2.Segment;
import parley.mappings.person.PatientIdentifiers;
import parley.mappings.person.PatientMapper;
import parley.mappings.person.PersonRecord;
import parley.mappings.reading.Reading;
import parley.terminology.Terminology;

/**
 * ADT^A40 (merge patient): the person of PID survives, the one of MRG-1 goes. MRG-1 may hold the
 * local number alone.
 */
public final class PersonJoin implements Mapping {

  @Override
  public MappingResult map(InboundMessage inbound, Hl7Message message, Terminology terminology) {
    var reading = new Reading(inbound, message, terminology);
    var survivor = PatientMapper.map(reading);
    var mrg = reading.needed("MRG");
    reading.onlyOne("MRG", "Send one message for each record that goes.");
    var replaced = mrg.flatMap(segment -> replaced(reading, segment));
    if (survivor.isEmpty() || replaced.isEmpty()) {
      return reading.rejected();
    }
    if (shareIdentifier(survivor.get().person(), replaced.get().person())) {
      reading.note(
          Problem.error(
              ProblemCode.INVALID_VALUE,
              "MRG-1",
              "MRG-1 and PID-3 hold the same identifier, so there are no two people to join",
              "Send the identifiers that survive in PID-3 and only those that go in MRG-1."));
      return reading.rejected();
    }
    return reading.result(join(survivor.get(), replaced.get()));
  }

  private static RecordBundle join(PersonRecord survivor, PersonRecord replaced) {
    var entries = new ArrayList<Entry>(survivor.entries());
    entries.add(Write.always(replaced.patient()));
    entries.add(new Join(survivor.person().id(), replaced.person().id()));
    return new RecordBundle(List.of(survivor.person(), replaced.person()), entries);
  }

  private static Optional<PersonRecord> replaced(Reading reading, Segment mrg) {
    var found = PatientIdentifiers.read(reading.sender(), mrg, 1);
    found.problems().forEach(reading::note);
    if (found.keys().isEmpty()) {
      PatientIdentifiers.noteNobody(
          reading,
          mrg,
          1,
          "the message does not say who is merged into the person of PID",
          "Send the identifier that goes in MRG-1.");
      return Optional.empty();
    }
    var strongest = found.keys().get(0);
    var patient = new Patient();
    patient.setId(RecordIds.of("Patient", strongest.system(), strongest.value()));
    for (var one : found.told()) {
      reading
          .codes()
          .table("identifier-type", mrg, one.field(), one.type())
          .ifPresent(one.identifier()::setType);
    }
    patient.setIdentifier(new ArrayList<>(found.identifiers()));
    var person = new Person(patient.getIdElement().getIdPart(), found.keys(), null, null);
    return Optional.of(new PersonRecord(person, patient, Set.of(), List.of()));
  }

  private static boolean shareIdentifier(Person survivor, Person replaced) {
    return survivor.identifiers().stream().anyMatch(replaced.identifiers()::contains);
  }
}
