package parley.submissions.disclosure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Hides what makes a row differ from all others, so that rows that are equal in everything are of k
 * people, and that whoever knows all columns of somebody but one cannot tell that one.
 *
 * <p>Cells are hidden, and no value is changed: which, {@link ColumnChoice} says for rows that are
 * equal all at once, so the order of the rows does not matter.
 */
final class AlikeRows {

  private final RowRule rule;
  private final int[] quasi;
  private final int[] sensitive;

  /**
   * @param quasi places of the columns in a row
   * @param sensitive as the rule has them in order
   */
  AlikeRows(RowRule rule, int[] quasi, int[] sensitive) {
    this.rule = rule;
    this.quasi = quasi.clone();
    this.sensitive = sensitive.clone();
  }

  /**
   * The rows that are left, with less in them. The arrays given are changed.
   *
   * @param rows whose columns come first, and then the person
   */
  List<String[]> of(List<String[]> rows) {
    var columns = quasi.length + sensitive.length;
    var kinds =
        new RowKinds(
            columns,
            rows.stream().map(row -> List.of(row).subList(0, columns)).toList(),
            rows.stream().map(row -> row[columns]).toList());
    var choice = new ColumnChoice(kinds, new ShownColumns(kinds, rule, sensitive), weights());
    var shown = new long[kinds.size()];
    var isLeft = new boolean[kinds.size()];
    for (var part : choice.parts()) {
      for (var kind : part.kinds()) {
        shown[kind] = part.columns();
        isLeft[kind] = true;
      }
    }
    var left = new ArrayList<String[]>();
    for (var at = 0; at < rows.size(); at++) {
      var kind = kinds.kindOfRow(at);
      if (isLeft[kind]) {
        left.add(less(rows.get(at), shown[kind], columns));
      }
    }
    return left;
  }

  private static String[] less(String[] row, long shown, int columns) {
    for (var column = 0; column < columns; column++) {
      if ((shown >> column & 1) == 0) {
        row[column] = RowSuppression.ANY;
      }
    }
    return row;
  }

  /** The first sensitive column is worth as much as a quasi-identifier, and twice the last. */
  private long[] weights() {
    var weights = new long[quasi.length + sensitive.length];
    Arrays.fill(weights, 2L * Math.max(1, sensitive.length - 1));
    for (var at = 0; at < sensitive.length; at++) {
      weights[sensitive[at]] -= at;
    }
    return weights;
  }
}
