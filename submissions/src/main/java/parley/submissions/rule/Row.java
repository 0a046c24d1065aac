package parley.submissions.rule;

import java.util.Optional;
import parley.submissions.dataset.DatasetTable;

/**
 * One row of a table, as written to the file: a text for each field, in the order of the file,
 * empty when blank.
 *
 * @param table whose row it is
 * @param values the fields; never changed
 * @param resource what it was made of, such as {@code Encounter/123}; of several the one that says
 *     most of it. The header has none
 */
public record Row(DatasetTable table, String[] values, Optional<String> resource) {

  public Row {
    if (values.length != table.fields().size()) {
      throw new IllegalArgumentException(table.name() + ": a row has one value a field");
    }
  }

  /** A row that was made of no resource. */
  public Row(DatasetTable table, String[] values) {
    this(table, values, Optional.empty());
  }

  /**
   * The value of a field, empty when blank.
   *
   * @throws IllegalArgumentException when the table has no such field
   */
  public String value(String field) {
    int at = table.position(field);
    if (at < 0) {
      throw new IllegalArgumentException(table.name() + " has no field " + field);
    }
    return values[at];
  }

  /** Says whose row it is and nothing of what it says. */
  @Override
  public String toString() {
    return "a row of " + table.name();
  }
}
