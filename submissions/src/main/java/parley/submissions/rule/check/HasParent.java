package parley.submissions.rule.check;

import java.util.List;
import java.util.function.Predicate;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** Each row names a row of its parent table that is left. */
public record HasParent(String field) implements RowsCheck {

  @Override
  public List<Row> failing(List<Row> rows, Submission submission, Predicate<Row> left) {
    return rows.stream().filter(row -> submission.parent(row).filter(left).isEmpty()).toList();
  }
}
