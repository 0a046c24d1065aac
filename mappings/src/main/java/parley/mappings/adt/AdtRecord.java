package parley.mappings.adt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.care.Party;
import parley.mappings.clinical.AllergyMapper;
import parley.mappings.clinical.ConditionMapper;
import parley.mappings.clinical.EncounterMapper;
import parley.mappings.person.PatientMapper;
import parley.mappings.person.PersonRecord;
import parley.mappings.reading.Entries;
import parley.mappings.reading.Reading;

/** The record that an ADT message about one person makes, by resource in bundle order. */
final class AdtRecord {

  private final Reading reading;
  private final PersonRecord person;

  private AdtRecord(Reading reading, PersonRecord person) {
    this.reading = reading;
    this.person = person;
  }

  /** Reads who the message is about; empty, with the problem noted, when it does not say. */
  static Optional<AdtRecord> of(Reading reading) {
    return PatientMapper.map(reading).map(person -> new AdtRecord(reading, person));
  }

  /** The person, allergies and conditions. */
  RecordBundle withoutVisit() {
    var entries = personAndAllergies();
    for (var stated : conditions(person.reference().getReference())) {
      entries.add(Write.always(stated.condition()));
    }
    return bundle(entries);
  }

  /**
   * The person, allergies, conditions and visit.
   *
   * @param status status the event gives the visit
   * @param when under which stored status the visit is written
   */
  RecordBundle withVisit(EncounterStatus status, When when) {
    var pv1 = reading.message().first("PV1");
    var visit =
        pv1.flatMap(
            segment ->
                new EncounterMapper(reading, person.reference(), segment).encounter(status));
    if (visit.isEmpty()) {
      return withoutVisit();
    }
    var entries = personAndAllergies();
    var encounter = visit.get().encounter();
    visit.get().others().forEach(other -> entries.add(Write.always(other)));
    var conditions = conditions("Encounter/" + encounter.getIdElement().getIdPart());
    for (var stated : conditions) {
      entries.add(Write.always(stated.condition()));
      encounter.addDiagnosis().setCondition(Party.reference(stated.condition()));
    }
    entries.add(new Write(encounter, Set.of(), when));
    return bundle(entries);
  }

  private List<Entry> personAndAllergies() {
    var entries = new ArrayList<>(person.entries());
    new AllergyMapper(reading, person.reference())
        .allergies()
        .forEach(allergy -> entries.add(Write.always(allergy)));
    if (reading.message().first("OBX").isPresent()) {
      reading.note(
          Problem.warning(
              ProblemCode.NOT_CARRIED,
              "OBX-5",
              "observations in a patient administration message are not carried into the record;"
                  + " they stay in the journal",
              "Send observations with the referral they belong to."));
    }
    return entries;
  }

  private List<ConditionMapper.Stated> conditions(String episode) {
    return new ConditionMapper(reading, person.reference()).conditions(episode);
  }

  private RecordBundle bundle(List<Entry> entries) {
    return new RecordBundle(List.of(person.person()), Entries.once(entries));
  }
}
