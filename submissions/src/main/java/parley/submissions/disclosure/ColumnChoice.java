package parley.submissions.disclosure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses for each row which of its columns are shown: as many, and those that are worth most, as
 * can be found. Parts of the rows are chosen one after the other: the columns that are worth most,
 * and the most rows that can be shown with them, then the next best columns for what is left. What
 * is left at the end cannot be shown with any column.
 */
final class ColumnChoice {

  /** How many sets of columns of one size are looked at, at most and at least. */
  private static final int WIDEST = 512;

  private static final int NARROWEST = 8;

  /** Cells that are looked at while sets of columns are found, about: keeps the time in bounds. */
  private static final long BUDGET = 5_000_000_000L;

  private final RowKinds kinds;
  private final ShownColumns shown;
  private final long[] weights;

  /**
   * @param weights what a cell of each column is worth
   */
  ColumnChoice(RowKinds kinds, ShownColumns shown, long[] weights) {
    this.kinds = kinds;
    this.shown = shown;
    this.weights = weights.clone();
  }

  /**
   * Rows that are shown with the same columns.
   *
   * @param columns one bit for each
   * @param kinds of rows
   */
  record Part(long columns, int[] kinds) {}

  /** Parts that have no kind of row in common. */
  List<Part> parts() {
    var left = all();
    var parts = new ArrayList<Part>();
    for (var columns : candidates()) {
      var kept = shown.kept(columns, left);
      if (kept.length > 0) {
        parts.add(new Part(columns, kept));
        left = without(left, kept);
      }
    }
    return parts;
  }

  private long weight(long columns) {
    var weight = 0L;
    for (var column = 0; column < weights.length; column++) {
      weight += (columns >> column & 1) * weights[column];
    }
    return weight;
  }

  private long rows(int[] of) {
    var rows = 0L;
    for (var kind : of) {
      rows += kinds.rows(kind);
    }
    return rows;
  }

  private int[] all() {
    return IntStream.range(0, kinds.size()).toArray();
  }

  private static int[] without(int[] all, int[] some) {
    var left = new int[all.length - some.length];
    var size = 0;
    var next = 0;
    for (var one : all) {
      if (next < some.length && some[next] == one) {
        next++;
      } else {
        left[size++] = one;
      }
    }
    return left;
  }

  /** Columns with which some rows can be shown, and which those are. */
  private record Seen(long columns, int[] kept, long rows) {}

  /**
   * Sets of columns with which some rows can be shown, those that are worth most first. Each but
   * the empty one is found from one that has a column less, with which all its rows can be shown as
   * well.
   */
  private List<Long> candidates() {
    var found = new ArrayList<Long>();
    var nothing = shown.kept(0, all());
    var level = List.of(new Seen(0, nothing, rows(nothing)));
    var width = width();
    while (!level.isEmpty()) {
      level.forEach(it -> found.add(it.columns()));
      var next = next(level);
      next.sort(
          Comparator.comparingLong((Seen it) -> -it.rows() * weight(it.columns()))
              .thenComparingLong(Seen::columns));
      level = next.size() <= width ? next : List.copyOf(next.subList(0, width));
    }
    found.sort(
        Comparator.comparingLong((Long it) -> -weight(it))
            .thenComparing(Comparator.naturalOrder()));
    return found;
  }

  private int width() {
    var columns = (long) weights.length;
    var each = columns * columns * columns * Math.max(1, kinds.size());
    return (int) Math.max(NARROWEST, Math.min(WIDEST, BUDGET / each));
  }

  private List<Seen> next(List<Seen> level) {
    var tried = new HashSet<Long>();
    var next = new ArrayList<Seen>();
    for (var seen : level) {
      for (var column = 0; column < weights.length; column++) {
        var more = seen.columns() | 1L << column;
        if (more != seen.columns() && tried.add(more)) {
          var kept = shown.kept(more, seen.kept());
          if (kept.length > 0) {
            next.add(new Seen(more, kept, rows(kept)));
          }
        }
      }
    }
    return next;
  }
}
