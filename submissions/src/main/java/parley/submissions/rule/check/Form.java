package parley.submissions.rule.check;

import java.util.regex.Pattern;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** The whole value matches a form, or is not to. */
public record Form(String field, Pattern pattern, boolean wanted) implements RowCheck {

  @Override
  public boolean holds(Row row, Submission submission) {
    var value = row.value(field);
    return value.isEmpty() || pattern.matcher(value).matches() == wanted;
  }
}
