package parley.submissions.rule.check;

import java.util.function.Predicate;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** Looks at the file as a whole. */
public non-sealed interface FileCheck extends Check {

  /**
   * Whether the file is as it must be.
   *
   * @param left whether a row is left when all other rules were applied
   */
  boolean holds(Submission submission, Predicate<Row> left);
}
