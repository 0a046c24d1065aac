package parley.submissions.disclosure;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Exact counts, not for publication.
 *
 * @param counts of one release
 * @param sums that hold in it, also such as reach into earlier releases
 */
public record CountTable(SortedMap<CellKey, Long> counts, List<Sum> sums) {
  public CountTable {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    sums = List.copyOf(sums);
    if (counts.values().stream().anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("a count is 0 or more");
    }
    for (var sum : sums) {
      if (counts.containsKey(sum.total())
          && counts.keySet().containsAll(sum.parts())
          && counts.get(sum.total()) != total(counts, sum)) {
        throw new IllegalArgumentException("a sum does not add up: " + sum.total().measure());
      }
    }
  }

  private static long total(Map<CellKey, Long> counts, Sum sum) {
    return sum.parts().stream().mapToLong(counts::get).sum();
  }
}
