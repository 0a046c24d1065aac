package parley.submissions.rule.check;

import java.time.YearMonth;
import java.util.regex.Pattern;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** The month of onset, {@code YYYY-MM} or {@code YYYY/MM}, is not before that of birth. */
public record OnsetAfterBirth(String field) implements RowCheck {

  private static final Pattern MONTH = Pattern.compile("[0-9]{4}[-/](?:0[1-9]|1[0-2])");
  private static final Other BORN = new Other.Above("IDS001", "PersonBirthDate");

  @Override
  public boolean holds(Row row, Submission submission) {
    var value = row.value(field);
    var born = BORN.day(row, submission);
    return born.isEmpty()
        || !MONTH.matcher(value).matches()
        || !YearMonth.parse(value.replace('/', '-')).isBefore(YearMonth.from(born.get()));
  }
}
