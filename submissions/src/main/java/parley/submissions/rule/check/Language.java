package parley.submissions.rule.check;

import java.util.Locale;
import java.util.Set;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** A language of ISO 639-1, or one of the five codes q1 to q5 of the NHS Data Dictionary. */
public record Language(String field) implements RowCheck {

  private static final Set<String> ISO_639_1 = Set.of(Locale.getISOLanguages());
  private static final Set<String> NATIONAL = Set.of("q1", "q2", "q3", "q4", "q5");

  @Override
  public boolean holds(Row row, Submission submission) {
    var value = row.value(field);
    return value.isEmpty() || ISO_639_1.contains(value) || NATIONAL.contains(value);
  }
}
