package parley.submissions.disclosure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hides what makes a row differ from all others, until rows that are equal in everything are of k
 * people, and until whoever knows all columns of somebody but one cannot tell that one.
 *
 * <p>The sensitive column that the rule names last is hidden first, in all rows of a group that is
 * too small; then the quasi-identifiers; then the rows are left out. Groups change as a whole and
 * all at once, so the order of the rows does not matter, and somebody whose values are known is in
 * exactly one group, of k people.
 */
final class AlikeRows {

  private final RowRule rule;
  private final int[] quasi;
  private final int[] sensitive;
  private final int person;
  private final Map<List<String>, List<String[]>> groups = new LinkedHashMap<>();

  /**
   * @param quasi places of the columns in a row
   * @param sensitive as the rule has them in order
   * @param person place of whom a row is of, behind the last column
   */
  AlikeRows(RowRule rule, int[] quasi, int[] sensitive, int person) {
    this.rule = rule;
    this.quasi = quasi;
    this.sensitive = sensitive;
    this.person = person;
  }

  /** The rows that are left, with less in them. The arrays given are changed. */
  List<String[]> of(List<String[]> rows) {
    for (var row : rows) {
      groups.computeIfAbsent(List.of(row).subList(0, person), none -> new ArrayList<>()).add(row);
    }
    boolean changed;
    do {
      changed = largeEnough();
    } while (changed);
    do {
      changed = false;
      for (var at = sensitive.length - 1; at >= 0; at--) {
        changed |= variedEnough(sensitive[at]);
      }
    } while (changed);
    var left = new ArrayList<String[]>();
    groups.forEach(
        (cells, its) -> {
          for (var row : its) {
            for (var at = 0; at < person; at++) {
              row[at] = cells.get(at);
            }
            left.add(row);
          }
        });
    return left;
  }

  private void add(List<String> cells, List<String[]> rows) {
    groups.computeIfAbsent(cells, none -> new ArrayList<>()).addAll(rows);
  }

  /** Whether there were groups of fewer than k people; each has lost a column. */
  private boolean largeEnough() {
    var small = groups.keySet().stream().filter(it -> people(groups.get(it)) < rule.k()).toList();
    var taken = new LinkedHashMap<List<String>, List<String[]>>();
    small.forEach(cells -> taken.put(cells, groups.remove(cells)));
    taken.forEach((cells, rows) -> coarser(cells).ifPresent(it -> add(it, rows)));
    return !small.isEmpty();
  }

  private int people(List<String[]> rows) {
    var people = new HashSet<String>();
    for (var row : rows) {
      people.add(row[person]);
    }
    return people.size();
  }

  /** With one thing less; empty when there is nothing left to hide. */
  private Optional<List<String>> coarser(List<String> cells) {
    for (var at = sensitive.length - 1; at >= 0; at--) {
      if (!isHidden(cells, sensitive[at])) {
        return Optional.of(without(cells, sensitive[at]));
      }
    }
    for (var column : quasi) {
      if (!isHidden(cells, column)) {
        return Optional.of(without(cells, quasi));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether a column was hidden of rows whose other columns tell it. The groups that become one so
   * are of k people each, and stay it together.
   */
  private boolean variedEnough(int column) {
    var alike = new HashMap<List<String>, List<List<String>>>();
    for (var cells : groups.keySet()) {
      alike.computeIfAbsent(without(cells, column), none -> new ArrayList<>()).add(cells);
    }
    var changed = false;
    for (var entry : alike.entrySet()) {
      var values =
          entry.getValue().stream()
              .map(cells -> cells.get(column))
              .filter(value -> !RowRule.NO_VALUES.contains(value))
              .distinct()
              .count();
      if (values < rule.l() && !entry.getValue().equals(List.of(entry.getKey()))) {
        var rows = new ArrayList<String[]>();
        entry.getValue().forEach(cells -> rows.addAll(groups.remove(cells)));
        add(entry.getKey(), rows);
        changed = true;
      }
    }
    return changed;
  }

  private static boolean isHidden(List<String> cells, int column) {
    return cells.get(column).equals(RowSuppression.ANY);
  }

  private static List<String> without(List<String> cells, int... columns) {
    var less = new ArrayList<>(cells);
    for (var column : columns) {
      less.set(column, RowSuppression.ANY);
    }
    return less;
  }
}
