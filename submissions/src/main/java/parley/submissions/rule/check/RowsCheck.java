package parley.submissions.rule.check;

import java.util.List;
import java.util.function.Predicate;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** Looks at the rows of a table together, or at rows that belong to them. */
public non-sealed interface RowsCheck extends Check {

  /** The field that a finding names. */
  String field();

  /**
   * The rows that are not as they must be.
   *
   * @param rows those of the table that are left
   * @param left whether a row of any table is left
   */
  List<Row> failing(List<Row> rows, Submission submission, Predicate<Row> left);
}
