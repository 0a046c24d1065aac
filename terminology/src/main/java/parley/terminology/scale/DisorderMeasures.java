package parley.terminology.scale;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.ConceptMap;
import parley.terminology.Definitions;
import parley.terminology.Systems;

/**
 * Which scale is the measure of a presenting problem: ConceptMap {@code disorder-measure}. Safe to
 * share between threads.
 */
public final class DisorderMeasures {

  private static final int ICD_10_CATEGORY = 3;

  private final Map<String, Choice> choices = new HashMap<>();

  /**
   * A problem's measure.
   *
   * @param scale the scale
   * @param verified false when the row of the map is marked {@code UNVERIFIED}
   */
  public record Choice(Scale scale, boolean verified) {}

  private DisorderMeasures(ConceptMap map, Scales scales) {
    for (var group : map.getGroup()) {
      for (var row : group.getElement()) {
        var target = row.getTargetFirstRep();
        var scale =
            scales
                .coded(group.getTarget(), target.getCode())
                .orElseThrow(
                    () -> new IllegalArgumentException("no scale for " + target.getCode()));
        var verified = !target.hasComment() || !target.getComment().startsWith("UNVERIFIED");
        choices.put(key(group.getSource(), row.getCode()), new Choice(scale, verified));
      }
    }
  }

  /** The shipped map over these scales. */
  public static DisorderMeasures packaged(Scales scales) {
    var url = Systems.conceptMap("disorder-measure");
    return Definitions.packaged(ConceptMap.class).stream()
        .filter(map -> url.equals(map.getUrl()))
        .findFirst()
        .map(map -> new DisorderMeasures(map, scales))
        .orElseThrow(() -> new IllegalStateException("not shipped: " + url));
  }

  /**
   * The measure of a problem, empty when the problem has none of its own. An ICD-10 code is read
   * with or without the dot, and a code below a mapped one counts as that one, because NHS England
   * matches complaints by the start of the code.
   */
  public Optional<Choice> of(String system, String code) {
    var stripped = code.strip();
    if (!Systems.ICD_10.equals(system)) {
      return Optional.ofNullable(choices.get(key(system, stripped)));
    }
    var bare = stripped.replace(".", "").toUpperCase(java.util.Locale.ROOT);
    for (var length = bare.length(); length >= ICD_10_CATEGORY; length--) {
      var found = choices.get(key(system, dotted(bare.substring(0, length))));
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static String dotted(String code) {
    return code.length() == ICD_10_CATEGORY
        ? code
        : code.substring(0, ICD_10_CATEGORY) + '.' + code.substring(ICD_10_CATEGORY);
  }

  private static String key(String system, String code) {
    return system + '|' + code;
  }
}
