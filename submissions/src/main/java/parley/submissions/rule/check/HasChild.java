package parley.submissions.rule.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** Each row has a row in another table that names it and is left. */
public record HasChild(String field, String table, Condition rowsWhen, String whenField)
    implements RowsCheck {

  /** For every row. */
  public HasChild(String field, String table) {
    this(field, table, new Condition(Condition.Kind.FILLED, Set.of()), field);
  }

  @Override
  public List<Row> failing(List<Row> rows, Submission submission, Predicate<Row> left) {
    var named = new HashSet<String>();
    submission.rows(table).stream().filter(left).forEach(child -> named.add(child.value(field)));
    return rows.stream()
        .filter(row -> rowsWhen.holds(row.value(whenField)))
        .filter(row -> !named.contains(row.value(field)))
        .toList();
  }
}
