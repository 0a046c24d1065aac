package parley.submissions.rule.check;

import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** A check of those rows alone of which a field is so. */
public record OnlyWhen(RowCheck check, String whenField, Condition when) implements RowCheck {

  @Override
  public String field() {
    return check.field();
  }

  @Override
  public boolean holds(Row row, Submission submission) {
    return !when.holds(row.value(whenField)) || check.holds(row, submission);
  }
}
