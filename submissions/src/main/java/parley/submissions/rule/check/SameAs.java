package parley.submissions.rule.check;

import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** The value is that of another field; a blank on either side passes. */
public record SameAs(String field, Other other) implements RowCheck {

  @Override
  public boolean holds(Row row, Submission submission) {
    var value = row.value(field);
    var wanted = other.value(row, submission);
    return value.isEmpty() || wanted.isEmpty() || value.equals(wanted);
  }
}
