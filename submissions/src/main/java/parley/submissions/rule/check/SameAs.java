package parley.submissions.rule.check;

import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** The value is that of another field. */
public record SameAs(String field, Other other) implements RowCheck {

  @Override
  public boolean holds(Row row, Submission submission) {
    var value = row.value(field);
    return value.isEmpty() || value.equals(other.value(row, submission));
  }
}
