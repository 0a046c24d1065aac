package parley.submissions.rule;

import java.util.Optional;

/**
 * One thing that is not as it must be.
 *
 * @param rule which rule
 * @param field the field, as far as one can be named
 * @param row the row; empty when the file as a whole is meant
 * @param consequence whether the row itself is right and another's fault has reached it
 * @param fault what of the record is in no row
 */
public record Finding(
    Rule rule,
    Optional<String> field,
    Optional<Row> row,
    boolean consequence,
    Optional<RecordFault> fault) {

  /** About a row, or the file as a whole. */
  public Finding(Rule rule, Optional<String> field, Optional<Row> row, boolean consequence) {
    this(rule, field, row, consequence, Optional.empty());
  }
}
