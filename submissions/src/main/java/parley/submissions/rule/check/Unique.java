package parley.submissions.rule.check;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/**
 * No two rows have the same values; blanks count as equal, but rows that are blank in all of them
 * are left to other rules. All rows of one key fail together, because nobody can tell which is
 * right.
 *
 * @param fields the key
 * @param whenField only rows of which this field is so
 */
public record Unique(List<String> fields, Optional<String> whenField, Optional<Condition> when)
    implements RowsCheck {

  private static final String SEPARATOR = "\u001f";

  public Unique {
    fields = List.copyOf(fields);
  }

  @Override
  public String field() {
    return fields.get(0);
  }

  @Override
  public List<Row> failing(List<Row> rows, Submission submission, Predicate<Row> left) {
    var counted = rows.stream().filter(this::counts).toList();
    var seen = new HashMap<String, Integer>();
    counted.forEach(row -> seen.merge(key(row), 1, Integer::sum));
    return counted.stream().filter(row -> seen.get(key(row)) > 1).toList();
  }

  private boolean counts(Row row) {
    return (whenField.isEmpty() || when.orElseThrow().holds(row.value(whenField.get())))
        && fields.stream().anyMatch(field -> !row.value(field).isEmpty());
  }

  private String key(Row row) {
    if (fields.size() == 1) {
      return row.value(fields.get(0));
    }
    var key = new StringBuilder();
    fields.forEach(field -> key.append(row.value(field)).append(SEPARATOR));
    return key.toString();
  }
}
