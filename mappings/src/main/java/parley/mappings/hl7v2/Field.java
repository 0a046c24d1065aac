package parley.mappings.hl7v2;

import java.util.List;

/**
 * One field with its repetitions, escapes already resolved. The HL7 null {@code ""} is told apart
 * from empty: null deletes, empty leaves as it was.
 *
 * @param repetitions repetitions in order; none when the field is empty
 */
public record Field(List<Repetition> repetitions) {

  public static final Field EMPTY = new Field(List.of());

  /** The text of the HL7 null. */
  public static final String NULL = "\"\"";

  public Field {
    repetitions = List.copyOf(repetitions);
  }

  /** Whether the field says nothing: neither a value nor the HL7 null. */
  public boolean isEmpty() {
    return repetitions.stream().allMatch(Repetition::isEmpty);
  }

  /** Whether the field is the HL7 null and nothing else. */
  public boolean isNull() {
    return repetitions.size() == 1 && repetitions.get(0).isNull();
  }

  /** Whether the field has a value to map: not empty, not null. */
  public boolean hasValue() {
    return !isEmpty() && !isNull();
  }

  /** First repetition, component 1, subcomponent 1; empty string when empty or null. */
  public String value() {
    return component(1);
  }

  /** First repetition, a component counted from 1; empty string when empty or null. */
  public String component(int number) {
    return repetitions.isEmpty() ? "" : repetitions.get(0).component(number);
  }

  /**
   * One repetition.
   *
   * @param components components in order, each a list of subcomponents
   */
  public record Repetition(List<List<String>> components) {

    public Repetition {
      components = components.stream().map(List::copyOf).toList();
    }

    public boolean isEmpty() {
      return components.stream().allMatch(subs -> subs.stream().allMatch(String::isEmpty));
    }

    public boolean isNull() {
      return components.size() == 1
          && components.get(0).size() == 1
          && components.get(0).get(0).equals(NULL);
    }

    /** A component counted from 1, its first subcomponent; empty string when absent or null. */
    public String component(int number) {
      return subcomponent(number, 1);
    }

    /** A subcomponent, both counted from 1; empty string when absent or null. */
    public String subcomponent(int component, int sub) {
      if (component > components.size() || sub > components.get(component - 1).size()) {
        return "";
      }
      var value = components.get(component - 1).get(sub - 1);
      return value.equals(NULL) ? "" : value;
    }
  }
}
