package parley.submissions.rule.check;

import parley.submissions.dataset.FieldType;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** A date, a time, or both, that exists and is written as the data set writes it. */
public record Moment(String field, FieldType type) implements RowCheck {

  @Override
  public boolean holds(Row row, Submission submission) {
    var value = row.value(field);
    if (value.isEmpty()) {
      return true;
    }
    return switch (type) {
      case DATE -> Moments.date(value).isPresent();
      case TIME -> Moments.time(value).isPresent();
      case DATE_TIME -> Moments.dateTime(value).isPresent();
      case TEXT, WHOLE_NUMBER -> throw new IllegalStateException(field + " is no moment");
    };
  }
}
