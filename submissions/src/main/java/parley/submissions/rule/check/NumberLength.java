package parley.submissions.rule.check;

import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** Digits and nothing else, from {@code min} to {@code max} of them. */
public record NumberLength(String field, int min, int max) implements RowCheck {

  @Override
  public boolean holds(Row row, Submission submission) {
    var value = row.value(field);
    return value.isEmpty()
        || value.length() >= min
            && value.length() <= max
            && value.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }
}
