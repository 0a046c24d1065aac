package parley.mappings.clinical;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordIds;
import parley.mappings.care.OrganizationMapper;
import parley.mappings.care.Party;
import parley.mappings.care.PractitionerMapper;
import parley.mappings.hl7v2.Field;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.Codes;
import parley.mappings.reading.OwnSystems;
import parley.mappings.reading.Reading;
import parley.terminology.Systems;

/** PV1 to Encounter. */
public final class EncounterMapper {

  private final Reading reading;
  private final Codes codes;
  private final Reference subject;
  private final Segment pv1;
  private final List<Resource> others = new ArrayList<>();

  public EncounterMapper(Reading reading, Reference subject, Segment pv1) {
    this.reading = reading;
    this.codes = reading.codes();
    this.subject = subject;
    this.pv1 = pv1;
  }

  /**
   * An encounter as stated.
   *
   * @param encounter the resource
   * @param others the organisations and practitioners it refers to, targets first
   * @param cleared parts of the stored visit that the message deletes
   * @param defaults elements that a new visit needs and the message does not say
   */
  public record Stated(
      Encounter encounter, List<Resource> others, Set<String> cleared, Set<String> defaults) {}

  /**
   * Maps the visit.
   *
   * @param status the visit's status
   * @param told whether the message says that status; if not it is for a new visit only
   * @return empty, and noted, when PV1-19 is empty: the time of admission may be corrected, so only
   *     the visit number tells a visit from others
   */
  public Optional<Stated> encounter(EncounterStatus status, boolean told) {
    var encounter = new Encounter();
    var identifier = visitNumber();
    if (identifier.isEmpty()) {
      reading.missing(
          pv1,
          19,
          "this visit cannot be told from others",
          "Send the visit number in PV1-19, with the trust's code as its authority.");
      return Optional.empty();
    }
    var number = identifier.get();
    encounter.setId(RecordIds.of("Encounter", number.getSystem(), number.getValue()));
    encounter.addIdentifier(number);
    encounter.setStatus(status);
    encounter.setClass_(visitClass());
    codes.concept(pv1, 10).ifPresent(encounter::setServiceType);
    encounter.setSubject(subject.copy());
    participant(encounter, 7, "ATND", "attender");
    participant(encounter, 8, "REF", "referrer");
    participant(encounter, 9, "CON", "consultant");
    period(encounter);
    place(encounter);
    return Optional.of(new Stated(encounter, others, cleared(), defaults(told)));
  }

  private Set<String> cleared() {
    var cleared = new HashSet<String>();
    if (pv1.field(44).isNull()) {
      cleared.add("period:start");
    }
    if (pv1.field(45).isNull()) {
      cleared.add("period:end");
    }
    return cleared;
  }

  private Set<String> defaults(boolean statusTold) {
    var defaults = new HashSet<String>();
    if (!statusTold) {
      defaults.add("status");
    }
    if (!pv1.field(2).hasValue()) {
      defaults.add("class");
    }
    return defaults;
  }

  private Optional<Identifier> visitNumber() {
    var number = pv1.field(19);
    if (number.value().isEmpty()) {
      return Optional.empty();
    }
    var system = OwnSystems.identifier(reading.sender(), "visit", number.component(4));
    return Optional.of(new Identifier().setSystem(system).setValue(number.value()));
  }

  /** PV1-2; FHIR needs a class, so its absence is said as such. */
  private Coding visitClass() {
    var code = pv1.field(2).value();
    if (code.isEmpty()) {
      return new Coding(Systems.NULL_FLAVOR, "UNK", "unknown");
    }
    return codes
        .translated("patient-class", pv1, 2, code)
        .orElseGet(() -> codes.original(pv1, 2, "", code));
  }

  private void participant(Encounter encounter, int field, String type, String display) {
    for (var xcn : pv1.field(field).repetitions()) {
      var practitioner =
          PractitionerMapper.fromXcn(reading, xcn, "sender " + reading.sender().id());
      if (practitioner.isEmpty()) {
        continue;
      }
      others.add(practitioner.get());
      encounter
          .addParticipant()
          .addType(new CodeableConcept(new Coding(Systems.PARTICIPATION_TYPE, type, display)))
          .setIndividual(Party.reference(practitioner.get()));
    }
  }

  private void period(Encounter encounter) {
    var period = new Period();
    var admitted = reading.dateTime(pv1, 44);
    admitted.ifPresent(period::setStartElement);
    var discharged = reading.dateTime(pv1, 45);
    if (admitted.isPresent()
        && discharged.isPresent()
        && before(discharged.get(), admitted.get())) {
      reading.note(
          Problem.warning(
              ProblemCode.INVALID_VALUE,
              pv1.location(45),
              "the discharge is before the admission; it was left out of the record",
              "Correct PV1-44 or PV1-45 and send the message again."));
    } else {
      discharged.ifPresent(period::setEndElement);
    }
    if (!period.isEmpty()) {
      encounter.setPeriod(period);
    }
  }

  private static boolean before(DateTimeType left, DateTimeType right) {
    return left.getValue().before(right.getValue());
  }

  /** PV1-3: the site's ODS code in .4 is the provider; ward, room and bed name the place. */
  private void place(Encounter encounter) {
    var location = pv1.field(3);
    var place =
        location.repetitions().stream().findFirst().map(EncounterMapper::wardRoomBed).orElse("");
    if (!place.isEmpty()) {
      encounter.addLocation().setLocation(new Reference().setDisplay(place));
    }
    var site = OrganizationMapper.place(location.component(4), "");
    site.ifPresent(others::add);
    site.map(Party::reference).ifPresent(encounter::setServiceProvider);
  }

  private static String wardRoomBed(Field.Repetition location) {
    return (location.component(1) + ' ' + location.component(2) + ' ' + location.component(3))
        .strip()
        .replaceAll(" +", " ");
  }
}
