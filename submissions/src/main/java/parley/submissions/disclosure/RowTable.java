package parley.submissions.disclosure;

import java.util.List;

/**
 * Rows of text, all as long as the columns.
 *
 * @param columns their names, each once
 */
public record RowTable(List<String> columns, List<List<String>> rows) {
  public RowTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    var width = columns.size();
    if (rows.stream().anyMatch(row -> row.size() != width)) {
      throw new IllegalArgumentException("every row has a value for every column");
    }
  }
}
