package parley.mappings.reading;

import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.hl7v2.Field;
import parley.mappings.hl7v2.Segment;
import parley.terminology.Systems;
import parley.terminology.Terminology;
import parley.terminology.Translation;

/**
 * Codes of a message in FHIR. Each is asked of the terminology by the ConceptMap of its field, the
 * sender's own or Parley's; one without a translation keeps its own system and is reported.
 */
public final class Codes {

  private static final String ORIGINAL_CODE = Systems.structureDefinition("original-code");

  /** What a write clears so that no code kept by {@link #kept} outlives the value that ends it. */
  public static final String KEPT = "extension:" + ORIGINAL_CODE;

  private static final String HL7_TERMINOLOGY = "http://terminology.hl7.org/";

  private final Reading reading;
  private final Terminology terminology;

  Codes(Reading reading, Terminology terminology) {
    this.reading = reading;
    this.terminology = terminology;
  }

  /**
   * Translates the code of a field into a code of a required FHIR value set.
   *
   * @param map name of Parley's ConceptMap for it
   * @return empty when {@code code} is empty or has no translation; the latter is reported
   */
  public Optional<String> code(String map, Segment segment, int field, String code) {
    return translated(map, segment, field, code).map(Coding::getCode);
  }

  /** Translates the code of a field; empty when it is empty or, reported, has no translation. */
  public Optional<Coding> translated(String map, Segment segment, int field, String code) {
    if (code.isEmpty()) {
      return Optional.empty();
    }
    var found = lookup(mapFor(map, segment, field), code);
    if (found.isEmpty()) {
      unmapped(segment, field);
    }
    return found;
  }

  /** As {@link #translated}, without a report: for a code that may well be of another table. */
  public Optional<Coding> translatedIfKnown(String map, Segment segment, int field, String code) {
    return code.isEmpty() ? Optional.empty() : lookup(mapFor(map, segment, field), code);
  }

  /** Translates by a map of Parley's alone, whatever the sender has for the field. */
  public Optional<Coding> sharedMap(String map, String code) {
    return lookup(Systems.conceptMap(map), code);
  }

  /**
   * A table code (IS or ID, or the first component of a CE) as a concept.
   *
   * @return the translation, or the code under its own system; empty when there is no code
   */
  public Optional<CodeableConcept> table(String map, Segment segment, int field, String code) {
    if (code.isEmpty()) {
      return Optional.empty();
    }
    var coding =
        translated(map, segment, field, code).orElseGet(() -> original(segment, field, "", code));
    return Optional.of(new CodeableConcept(coding));
  }

  /**
   * A coded element (CE, CWE) as a concept, without a map of Parley's own: both triplets under the
   * systems they name, translated first where the sender has a map for the field.
   *
   * @return empty when it holds neither code nor text
   */
  public Optional<CodeableConcept> concept(Segment segment, int field, Field.Repetition coded) {
    return concept(Optional.empty(), segment, field, coded);
  }

  /**
   * A coded element (CE, CWE) of a field that Parley has a map for: translated by that, or the
   * sender's; a code without a translation keeps the system it names.
   *
   * @return empty when the first repetition holds neither code nor text
   */
  public Optional<CodeableConcept> mapped(String map, Segment segment, int field) {
    return segment.field(field).repetitions().stream()
        .findFirst()
        .flatMap(coded -> concept(Optional.of(map), segment, field, coded));
  }

  private Optional<CodeableConcept> concept(
      Optional<String> map, Segment segment, int field, Field.Repetition coded) {
    var concept = new CodeableConcept();
    addTriplet(concept, map, segment, field, coded, 1);
    addTriplet(concept, map, segment, field, coded, 4);
    var text = coded.component(9).isEmpty() ? coded.component(2) : coded.component(9);
    if (!text.isEmpty()) {
      concept.setText(text);
    }
    return concept.isEmpty() ? Optional.empty() : Optional.of(concept);
  }

  /** As {@link #concept(Segment, int, Field.Repetition)}, of the first repetition. */
  public Optional<CodeableConcept> concept(Segment segment, int field) {
    var repetitions = segment.field(field).repetitions();
    return repetitions.isEmpty() ? Optional.empty() : concept(segment, field, repetitions.get(0));
  }

  private void addTriplet(
      CodeableConcept concept,
      Optional<String> map,
      Segment segment,
      int field,
      Field.Repetition coded,
      int first) {
    var code = coded.component(first);
    if (code.isEmpty()) {
      return;
    }
    var own = Optional.ofNullable(reading.sender().conceptMaps().get(fieldName(segment, field)));
    var systemName = coded.component(first + 2);
    var usual = map.filter(name -> isOfTable(systemName)).map(Systems::conceptMap);
    var found = own.or(() -> usual).flatMap(url -> lookup(url, code));
    found.ifPresent(concept::addCoding);
    if (found.isPresent() && (own.isEmpty() || systemName.isEmpty())) {
      return;
    }
    var original = original(segment, field, systemName, code);
    var display = coded.component(first + 1);
    if (!display.isEmpty()) {
      original.setDisplay(display);
    }
    terminology.display(original.getSystem(), code).ifPresent(original::setDisplay);
    concept.addCoding(original);
    if (found.isEmpty() && !isPublic(systemName, code)) {
      unmapped(segment, field);
    }
  }

  /**
   * A code under the system it came with.
   *
   * @param systemName coding system as the message names it (HL7 table 0396), empty when it does
   *     not; then, and for a name Parley does not know, the system is the sender's own. So it is
   *     for a table of HL7's: sites add their own codes to those, and only a translation tells that
   *     a code is HL7's
   */
  public Coding original(Segment segment, int field, String systemName, String code) {
    var name = systemName.isEmpty() ? fieldName(segment, field) : systemName;
    var system =
        CodingSystems.uri(systemName)
            .filter(uri -> isPublic(systemName, code))
            .orElseGet(() -> OwnSystems.senderCodes(reading.sender(), name));
    return new Coding().setSystem(system).setCode(code);
  }

  /** Whether a coding system name leaves a code to be of the field's own table. */
  private static boolean isOfTable(String systemName) {
    return systemName.isEmpty()
        || CodingSystems.uri(systemName).filter(uri -> uri.startsWith(HL7_TERMINOLOGY)).isPresent();
  }

  /** Whether a code stands in a system that others know, rather than in the sender's own. */
  private boolean isPublic(String systemName, String code) {
    return CodingSystems.uri(systemName)
        .filter(
            uri -> !uri.startsWith(HL7_TERMINOLOGY) || terminology.display(uri, code).isPresent())
        .isPresent();
  }

  /**
   * Keeps a code that has no translation beside a FHIR element that takes only codes of its own
   * value set.
   */
  public Extension kept(Segment segment, int field, String code) {
    return new Extension(ORIGINAL_CODE, original(segment, field, "", code));
  }

  /** Which diagnoses of this sender are long-term conditions. */
  public LongTermConditions longTermConditions() {
    return new LongTermConditions(terminology, reading.sender());
  }

  private Optional<Coding> lookup(String conceptMap, String code) {
    return terminology.translate(conceptMap, code) instanceof Translation.Found found
        ? Optional.of(found.coding().copy())
        : Optional.empty();
  }

  private String mapFor(String map, Segment segment, int field) {
    return reading
        .sender()
        .conceptMaps()
        .getOrDefault(fieldName(segment, field), Systems.conceptMap(map));
  }

  private void unmapped(Segment segment, int field) {
    reading.note(
        Problem.warning(
            ProblemCode.UNMAPPED_CODE,
            segment.location(field),
            "the code is in no map or list that Parley has for this field; it was kept as it came",
            "Send a code of the field's table, or have a map for this sender's codes set up."));
  }

  private static String fieldName(Segment segment, int field) {
    return segment.name() + '-' + field;
  }
}
