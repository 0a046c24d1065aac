package parley.submissions.rule.check;

import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** Looks at one row, and at the rows above it. */
public non-sealed interface RowCheck extends Check {

  /** The field that a finding names. */
  String field();

  /** Whether the row is as it must be. Blank values pass but where a check says otherwise. */
  boolean holds(Row row, Submission submission);
}
