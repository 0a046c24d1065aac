package parley.submissions.rule.check;

import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** Not born after the reporting period, and not older than 120 years at its start. */
public record BirthDate(String field) implements RowCheck {

  private static final int OLDEST = 120;

  @Override
  public boolean holds(Row row, Submission submission) {
    var born = Moments.date(row.value(field));
    var facts = submission.facts();
    return born.isEmpty()
        || !born.get().isAfter(facts.end())
            && !born.get().plusYears(OLDEST + 1L).isBefore(facts.start().plusDays(1));
  }
}
