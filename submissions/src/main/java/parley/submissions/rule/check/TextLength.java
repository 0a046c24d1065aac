package parley.submissions.rule.check;

import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** The text has so many characters, from {@code min} to {@code max}. */
public record TextLength(String field, int min, int max) implements RowCheck {

  @Override
  public boolean holds(Row row, Submission submission) {
    int length = row.value(field).length();
    return length == 0 || length >= min && length <= max;
  }
}
