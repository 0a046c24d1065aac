package parley.submissions.view.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** One thing that a path can give: an element of a resource, or a value that was calculated. */
public sealed interface Item {

  List<Item> YES = List.of(new Truth(true));
  List<Item> NO = List.of(new Truth(false));

  /**
   * An element of a resource, or the resource.
   *
   * @param json missing when a primitive element has only an id or extensions
   * @param shadow the object with id and extensions of a primitive element, else missing
   */
  record Node(FhirType type, JsonNode json, JsonNode shadow) implements Item {}

  record Truth(boolean value) implements Item {}

  record Whole(long value) implements Item {}

  record Exact(BigDecimal value) implements Item {}

  record Text(String value) implements Item {}

  record When(Moment value) implements Item {}

  /**
   * @param unit UCUM code, or the word of a calendar duration; {@code 1} for a bare number
   */
  record Amount(BigDecimal value, String unit) implements Item {}

  static List<Item> truth(boolean value) {
    return value ? YES : NO;
  }

  static List<Item> text(String value) {
    return List.of(new Text(value));
  }

  static List<Item> whole(long value) {
    return List.of(new Whole(value));
  }

  /** The type of an element or value. */
  static FhirType typeOf(Item item) {
    return TypeNames.typeOf(item);
  }

  /**
   * The value of a primitive element; anything else stays itself.
   *
   * @return empty when the element has no value
   * @throws PathFailure when the element holds what its type does not allow
   */
  static Optional<Item> value(Item item) {
    return Values.system(item);
  }

  /** How a single value is written in FHIR; empty for a structure, a quantity or no value. */
  static Optional<String> written(Item item) {
    return Values.written(item);
  }
}
