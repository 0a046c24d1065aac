package parley.submissions.rule.check;

import java.time.Period;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/**
 * A day is not before, or not after, another. What is no day, on either side, passes: another rule
 * looks for that.
 *
 * @param field the day
 * @param notAfter true for not after, false for not before
 * @param other what it is compared with
 * @param offset added to the other
 */
public record DateOrder(String field, boolean notAfter, Other other, Period offset)
    implements RowCheck {

  @Override
  public boolean holds(Row row, Submission submission) {
    var day = Moments.day(row.value(field));
    var bound = other.day(row, submission).map(found -> found.plus(offset));
    if (day.isEmpty() || bound.isEmpty()) {
      return true;
    }
    return notAfter ? !day.get().isAfter(bound.get()) : !day.get().isBefore(bound.get());
  }
}
