package parley.mappings.adt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import parley.mappings.hl7v2.Segment;
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
    for (var stated :
        conditions(ConditionMapper.Setting.PERSON, person.reference().getReference())) {
      entries.add(Write.always(stated.condition(), ConditionMapper.DEFAULTS));
    }
    return bundle(entries);
  }

  /**
   * The person, allergies, conditions and visit.
   *
   * @param status status the event gives the visit
   * @param told whether the message says that status; if not it is for a new visit only
   * @param when under which stored status the visit is written
   */
  RecordBundle withVisit(EncounterStatus status, boolean told, When when) {
    var visit =
        visitSegment()
            .flatMap(
                pv1 ->
                    new EncounterMapper(reading, person.reference(), pv1).encounter(status, told));
    if (visit.isEmpty()) {
      return withoutVisit();
    }
    var entries = personAndAllergies();
    var encounter = visit.get().encounter();
    visit.get().others().forEach(other -> entries.add(Write.always(other)));
    var conditions =
        conditions(
            ConditionMapper.Setting.VISIT, "Encounter/" + encounter.getIdElement().getIdPart());
    for (var stated : conditions) {
      entries.add(Write.always(stated.condition(), ConditionMapper.DEFAULTS));
      encounter.addDiagnosis().setCondition(Party.reference(stated.condition()));
    }
    entries.add(new Write(encounter, visit.get().cleared(), when, visit.get().defaults()));
    return bundle(entries);
  }

  /** PV1, which only an update (A08) may lack or leave without any word of a visit. */
  private Optional<Segment> visitSegment() {
    if (!reading.message().envelope().triggerEvent().equals("A08")) {
      return reading.needed("PV1");
    }
    var pv1 = reading.message().first("PV1");
    var numbered = pv1.filter(visit -> visit.field(19).hasValue());
    if (numbered.isEmpty() && pv1.filter(visit -> visit.field(44).hasValue()).isPresent()) {
      reading.note(
          Problem.warning(
              ProblemCode.NOT_CARRIED,
              "PV1-19",
              "PV1-19 is empty, so the visit cannot be told from others; only the person was"
                  + " updated",
              "Send the visit number in PV1-19."));
    }
    return numbered;
  }

  private List<Entry> personAndAllergies() {
    var entries = new ArrayList<>(person.entries());
    new AllergyMapper(reading, person.reference())
        .allergies()
        .forEach(allergy -> entries.add(Write.always(allergy, AllergyMapper.DEFAULTS)));
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

  private List<ConditionMapper.Stated> conditions(ConditionMapper.Setting setting, String episode) {
    return new ConditionMapper(reading, person.reference(), setting).conditions(episode);
  }

  private RecordBundle bundle(List<Entry> entries) {
    return new RecordBundle(List.of(person.person()), Entries.once(reading, entries));
  }
}
