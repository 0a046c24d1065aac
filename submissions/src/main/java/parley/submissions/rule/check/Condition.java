package parley.submissions.rule.check;

import java.util.Set;

/**
 * What a value is to be.
 *
 * @param kind how
 * @param values for {@link Kind#IN} and {@link Kind#NOT_IN}
 */
public record Condition(Kind kind, Set<String> values) {

  public Condition {
    values = Set.copyOf(values);
  }

  /** Kinds of condition. */
  public enum Kind {
    FILLED,
    BLANK,
    /** Filled, with one of the values. */
    IN,
    /** Filled, with none of the values. */
    NOT_IN
  }

  boolean holds(String value) {
    return switch (kind) {
      case FILLED -> !value.isEmpty();
      case BLANK -> value.isEmpty();
      case IN -> values.contains(value);
      case NOT_IN -> !value.isEmpty() && !values.contains(value);
    };
  }
}
