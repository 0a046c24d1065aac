package parley.submissions.rule.check;

import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;
import parley.terminology.scale.Scales;

/** An assessment that the data set knows. */
public record ScaleCode(String field, Scales scales) implements RowCheck {

  @Override
  public boolean holds(Row row, Submission submission) {
    var value = row.value(field);
    return value.isEmpty() || ScaleOfRow.named(scales, value).isPresent();
  }
}
