package parley.submissions.disclosure;

import java.util.Arrays;

/**
 * Puts kinds of rows that are equal in some columns together. Numbers of groups begin with 0 and
 * rise in the order of the kinds. Its tables are used again, so it is for one thread.
 */
final class Partition {

  private final RowKinds kinds;
  private long[] keys = new long[0];
  private int[] numbers = new int[0];
  private int[] used = new int[0];
  private int round;

  Partition(RowKinds kinds) {
    this.kinds = kinds;
  }

  /**
   * Which group each is of.
   *
   * @param of number of a group by place in what was given
   */
  record Groups(int[] of, int size) {}

  /**
   * Groups of those that are equal in these columns.
   *
   * @param columns one bit for each
   */
  Groups of(long columns, int[] among) {
    var of = new int[among.length];
    var size = Math.min(1, among.length);
    for (var column = 0; column < kinds.columns(); column++) {
      if ((columns >> column & 1) == 1) {
        size = split(of, among, column);
      }
    }
    return new Groups(of, size);
  }

  private int split(int[] of, int[] among, int column) {
    begin(among.length);
    var cells = kinds.cells(column);
    var width = kinds.different(column);
    var size = 0;
    for (var at = 0; at < among.length; at++) {
      var key = (long) of[at] * width + cells[among[at]];
      var slot = slot(key);
      if (used[slot] != round) {
        used[slot] = round;
        keys[slot] = key;
        numbers[slot] = size++;
      }
      of[at] = numbers[slot];
    }
    return size;
  }

  private void begin(int most) {
    if (keys.length < 2 * most) {
      var length = Math.max(16, Integer.highestOneBit(2 * most - 1) * 2);
      keys = new long[length];
      numbers = new int[length];
      used = new int[length];
      round = 0;
    }
    if (++round == Integer.MAX_VALUE) {
      Arrays.fill(used, 0);
      round = 1;
    }
  }

  private int slot(long key) {
    var hash = key * 0x9E3779B97F4A7C15L;
    var at = (int) (hash >>> 32) & keys.length - 1;
    while (used[at] == round && keys[at] != key) {
      at = at + 1 & keys.length - 1;
    }
    return at;
  }
}
