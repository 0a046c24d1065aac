package parley.server.synth.store;

import java.util.EnumMap;
import java.util.Map;

/**
 * Keys of the rows of one block. Each block has a range of its own in every table, so that blocks
 * can be made at the same time and the same block always gets the same keys.
 */
final class Keys {

  /** Rows that a block may have in a table. */
  static final long RANGE = 500_000;

  private final Map<StoreTable, Long> next = new EnumMap<>(StoreTable.class);
  private final Map<StoreTable, Long> end = new EnumMap<>(StoreTable.class);

  /**
   * The keys of a block.
   *
   * @param first of the range of block 0, by table
   * @param block its number, from 0
   */
  Keys(Map<StoreTable, Long> first, int block) {
    first.forEach(
        (table, key) -> {
          next.put(table, key + block * RANGE);
          end.put(table, key + (block + 1) * RANGE);
        });
  }

  long of(StoreTable table) {
    var key = next.merge(table, 1L, Long::sum) - 1;
    if (key >= end.getOrDefault(table, 0L)) {
      throw new IllegalStateException("a block has more rows of " + table + " than it may have");
    }
    return key;
  }
}
