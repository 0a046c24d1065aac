package parley.submissions.rule.check;

import java.util.Arrays;
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
    var digests = counted.stream().mapToInt(row -> key(row).hashCode()).sorted().toArray();
    // A million keys are not held at a time, only those that may be there twice.
    var suspects = counted.stream().filter(row -> isTwice(digests, key(row).hashCode())).toList();
    var seen = new HashMap<String, Integer>();
    suspects.forEach(row -> seen.merge(key(row), 1, Integer::sum));
    return suspects.stream().filter(row -> seen.get(key(row)) > 1).toList();
  }

  private static boolean isTwice(int[] sorted, int digest) {
    int at = Arrays.binarySearch(sorted, digest);
    return (at > 0 && sorted[at - 1] == digest)
        || (at + 1 < sorted.length && sorted[at + 1] == digest);
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
