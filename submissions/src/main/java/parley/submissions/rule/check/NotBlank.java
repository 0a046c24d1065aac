package parley.submissions.rule.check;

import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** The field is filled. */
public record NotBlank(String field) implements RowCheck {

  @Override
  public boolean holds(Row row, Submission submission) {
    return !row.value(field).isEmpty();
  }
}
