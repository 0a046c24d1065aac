package parley.terminology.scale;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.ObservationDefinition;
import parley.terminology.Definitions;

/** Every scale that Parley knows. Safe to share between threads. */
public final class Scales {

  private final List<Scale> all;
  private final Map<String, Scale> byId = new HashMap<>();
  private final Map<String, Scale> byCode = new HashMap<>();

  private Scales(List<Scale> all) {
    this.all = List.copyOf(all);
    for (var scale : all) {
      byId.put(scale.id(), scale);
      for (var coding : scale.codings()) {
        var before = byCode.put(key(coding.getSystem(), coding.getCode()), scale);
        if (before != null) {
          throw new IllegalArgumentException(
              before.id() + " and " + scale.id() + " have one code: " + coding.getCode());
        }
      }
    }
  }

  /**
   * The shipped scales: the definitions without a category, which measurements of the body have.
   */
  public static Scales packaged() {
    return of(
        Definitions.packaged(ObservationDefinition.class).stream()
            .filter(definition -> !definition.hasCategory())
            .toList());
  }

  /**
   * The scales of these definitions.
   *
   * @throws IllegalArgumentException when a definition lacks its name or two have one code
   */
  public static Scales of(List<ObservationDefinition> definitions) {
    return new Scales(definitions.stream().map(ScaleDefinition::read).toList());
  }

  /** All of them, by id. */
  public List<Scale> all() {
    return all;
  }

  /** The scale of a coded score: SNOMED CT observable, or LOINC where the scale has one. */
  public Optional<Scale> coded(String system, String code) {
    return Optional.ofNullable(byCode.get(key(system, code)));
  }

  /** The scale of this id, if there is one. */
  public Optional<Scale> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * The scale of an id that must exist.
   *
   * @throws IllegalArgumentException when there is none
   */
  public Scale get(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no such scale: " + id));
  }

  private static String key(String system, String code) {
    return system + '|' + code;
  }
}
