package parley.submissions.disclosure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Kinds of rows: those that are equal in all columns, once, their cells as numbers, and how many
 * people they are of. In an order that does not depend on that of the rows.
 */
final class RowKinds {

  /** The number of a cell that says nothing, whatever the column. */
  static final int HIDDEN = 0;

  private final int columns;

  /** By column, then by kind. */
  private final int[][] cells;

  /** By column, then by number of a cell: whether that is a value. */
  private final boolean[][] says;

  private final int[] kindOfRow;
  private final int[] rows;
  private final int[] alone;
  private final int[][] shared;

  /**
   * @param rows their cells, all of one length
   * @param people of whom each row is
   */
  RowKinds(int columns, List<List<String>> rows, List<String> people) {
    if (columns >= Long.SIZE) {
      throw new IllegalArgumentException("sets of columns are bits of a number: 63 at most");
    }
    this.columns = columns;
    var byCells = new HashMap<List<String>, Integer>();
    for (var row : rows) {
      byCells.put(row, 0);
    }
    var kinds = new ArrayList<>(byCells.keySet());
    kinds.sort(Comparator.comparing(kind -> String.join("\u0000", kind)));
    for (var kind = 0; kind < kinds.size(); kind++) {
      byCells.put(kinds.get(kind), kind);
    }
    this.cells = new int[columns][kinds.size()];
    this.says = new boolean[columns][];
    for (var column = 0; column < columns; column++) {
      number(kinds, column);
    }
    this.kindOfRow = rows.stream().mapToInt(byCells::get).toArray();
    this.rows = new int[kinds.size()];
    this.alone = new int[kinds.size()];
    this.shared = new int[kinds.size()][];
    count(people);
  }

  private void number(List<List<String>> kinds, int column) {
    var values = new TreeSet<String>();
    kinds.forEach(kind -> values.add(kind.get(column)));
    values.remove(RowSuppression.ANY);
    var numbers = new HashMap<String, Integer>(Map.of(RowSuppression.ANY, HIDDEN));
    says[column] = new boolean[values.size() + 1];
    for (var value : values) {
      says[column][numbers.size()] = !RowRule.NO_VALUES.contains(value);
      numbers.put(value, numbers.size());
    }
    for (var kind = 0; kind < kinds.size(); kind++) {
      cells[column][kind] = numbers.get(kinds.get(kind).get(column));
    }
  }

  /** Somebody with rows of one kind is counted there; others are told apart by a number. */
  private void count(List<String> people) {
    var kindsOf = new HashMap<String, TreeSet<Integer>>();
    for (var row = 0; row < kindOfRow.length; row++) {
      rows[kindOfRow[row]]++;
      kindsOf.computeIfAbsent(people.get(row), none -> new TreeSet<>()).add(kindOfRow[row]);
    }
    var sharing = new HashMap<Integer, HashSet<Integer>>();
    var number = 0;
    for (var of : kindsOf.values()) {
      number++;
      for (var kind : of) {
        if (of.size() == 1) {
          alone[kind]++;
        } else {
          sharing.computeIfAbsent(kind, none -> new HashSet<>()).add(number);
        }
      }
    }
    for (var kind = 0; kind < shared.length; kind++) {
      shared[kind] =
          sharing.getOrDefault(kind, new HashSet<>()).stream().mapToInt(it -> it).toArray();
    }
  }

  int columns() {
    return columns;
  }

  /** How many there are; their numbers begin with 0. */
  int size() {
    return rows.length;
  }

  int kindOfRow(int row) {
    return kindOfRow[row];
  }

  /** Numbers of the cells of a column, by kind. */
  int[] cells(int column) {
    return cells[column];
  }

  /** How many different cells a column has, the one that says nothing counted. */
  int different(int column) {
    return says[column].length;
  }

  boolean isHidden(int column, int kind) {
    return cells[column][kind] == HIDDEN;
  }

  /** Whether a cell has a value. */
  boolean says(int column, int kind) {
    return says[column][cells[column][kind]];
  }

  /** How many rows are of a kind. */
  int rows(int kind) {
    return rows[kind];
  }

  /** How many people have rows of this kind and of no other. */
  int alone(int kind) {
    return alone[kind];
  }

  /** Numbers of the people who have rows of other kinds too. */
  int[] shared(int kind) {
    return shared[kind];
  }
}
