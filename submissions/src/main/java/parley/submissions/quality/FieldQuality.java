package parley.submissions.quality;

import java.util.OptionalDouble;

/**
 * One field of one table. Blanks in a field that only some rows need (a discharge reason, say)
 * count as missing, so its completeness is told, but says little.
 *
 * @param table number of the table, such as {@code IDS101}
 * @param field as in the file
 * @param mandatory whether every row needs a value
 * @param rows rows of the table
 * @param filled rows that have a value
 * @param valid rows that have a value with which no rule that looks at a single row finds a fault;
 *     a fault between two fields counts for the one that the finding names
 */
public record FieldQuality(
    String table, String field, boolean mandatory, long rows, long filled, long valid) {

  public FieldQuality {
    if (valid < 0 || valid > filled || filled > rows) {
      throw new IllegalArgumentException(table + "." + field + ": counts contradict each other");
    }
  }

  /** Share of rows that have a value, 0 to 1; empty when the table has no row. */
  public OptionalDouble completeness() {
    return share(filled, rows);
  }

  /** Share of values that are right, 0 to 1; empty when there is none. */
  public OptionalDouble validity() {
    return share(valid, filled);
  }

  private static OptionalDouble share(long part, long whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }
}
