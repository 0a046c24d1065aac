package parley.submissions.rule.check;

import java.util.function.Predicate;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/**
 * A table has rows.
 *
 * @param table whose
 * @param atMost no more than so many
 * @param leftOnly whether those count that are left after all other rules, or all
 */
public record RowCount(String table, int atMost, boolean leftOnly) implements FileCheck {

  @Override
  public boolean holds(Submission submission, Predicate<Row> left) {
    var rows = submission.rows(table);
    long counted = leftOnly ? rows.stream().filter(left).count() : rows.size();
    return counted > 0 && rows.size() <= atMost;
  }
}
