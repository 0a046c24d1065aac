package parley.mappings.clinical;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ObservationDefinition;
import parley.terminology.Definitions;
import parley.terminology.Systems;

/**
 * The measurements that Parley knows, by every code they are sent under. They are the shipped
 * ObservationDefinitions with a category; those without are scales. Safe to share between threads.
 */
final class Measures {

  private static final String OWN = Systems.codeSystem("clinical-measure");

  private final Map<String, Measure> byCode = new HashMap<>();
  private final Map<String, Measure> byId = new HashMap<>();

  private Measures() {
    Definitions.packaged(ObservationDefinition.class).stream()
        .filter(ObservationDefinition::hasCategory)
        .forEach(this::add);
  }

  private static final class Once {
    static final Measures MEASURES = new Measures();
  }

  /** The shipped ones, read when the first message needs them. */
  static Measures shipped() {
    return Once.MEASURES;
  }

  /** The measurement that one of the codings of a concept names. */
  Optional<Measure> of(CodeableConcept concept) {
    return concept.getCoding().stream()
        .map(coding -> byCode.get(key(coding.getSystem(), coding.getCode())))
        .filter(found -> found != null)
        .findFirst();
  }

  /** The measurement of an id that is shipped. */
  Measure get(String id) {
    return Optional.ofNullable(byId.get(id)).orElseThrow();
  }

  private void add(ObservationDefinition definition) {
    var own =
        definition.getCode().getCoding().stream()
            .filter(coding -> OWN.equals(coding.getSystem()))
            .findFirst()
            .orElseThrow();
    var units = new LinkedHashMap<String, Measure.Interval>();
    for (var interval : definition.getQualifiedInterval()) {
      var range = interval.getRange();
      units.put(
          range.getLow().getCode(),
          new Measure.Interval(range.getLow().getValue(), range.getHigh().getValue()));
    }
    var measure = new Measure(definition.getIdPart(), own, definition.getCategoryFirstRep(), units);
    byId.put(measure.id(), measure);
    for (var coding : definition.getCode().getCoding()) {
      if (byCode.put(key(coding.getSystem(), coding.getCode()), measure) != null) {
        throw new IllegalStateException("two measurements have one code: " + coding.getCode());
      }
    }
  }

  private static String key(String system, String code) {
    return system + '|' + code;
  }
}
