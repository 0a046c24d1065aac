package parley.submissions.disclosure;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows of text, all as long as the columns.
 *
 * @param columns their names, each once
 * @param people whom each row is of, to be counted and never written
 */
public record RowTable(List<String> columns, List<List<String>> rows, List<String> people) {
  public RowTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    people = List.copyOf(people);
    var width = columns.size();
    if (rows.stream().anyMatch(row -> row.size() != width)) {
      throw new IllegalArgumentException("every row has a value for every column");
    }
    if (people.size() != rows.size()) {
      throw new IllegalArgumentException("every row is of one person");
    }
  }

  /** Each row of a person of its own. */
  public RowTable(List<String> columns, List<List<String>> rows) {
    this(columns, rows, IntStream.range(0, rows.size()).mapToObj(Integer::toString).toList());
  }

  /** Nothing of whom. */
  @Override
  public String toString() {
    return "RowTable" + columns + "[" + rows.size() + " rows]";
  }
}
