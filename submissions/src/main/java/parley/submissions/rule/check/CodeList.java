package parley.submissions.rule.check;

import java.util.Set;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** The value is one of a list. */
public record CodeList(String field, Set<String> codes) implements RowCheck {

  public CodeList {
    codes = Set.copyOf(codes);
  }

  @Override
  public boolean holds(Row row, Submission submission) {
    return row.value(field).isEmpty() || codes.contains(row.value(field));
  }
}
