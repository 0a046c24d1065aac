package parley.submissions.rule.check;

import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** A field is to be so when another of the row is so. */
public record Conditional(String field, Condition expected, String whenField, Condition when)
    implements RowCheck {

  @Override
  public boolean holds(Row row, Submission submission) {
    if (!when.holds(row.value(whenField))) {
      return true;
    }
    var value = row.value(field);
    // "Not 07" says nothing of a blank.
    return expected.kind() == Condition.Kind.NOT_IN && value.isEmpty() || expected.holds(value);
  }
}
