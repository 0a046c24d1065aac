package parley.submissions.disclosure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What readers have: cells of this release and those before, and the sums that tie them.
 *
 * @param cells as published
 * @param sums those whose cells are all published, be it as {@code *}
 */
record Published(SortedMap<CellKey, Shown> cells, List<Sum> sums, SmallNumberRule rule) {

  /** Leaves out sums with a cell that nobody has ever seen a row for. */
  static Published of(Map<CellKey, Shown> cells, List<Sum> sums, SmallNumberRule rule) {
    var whole =
        sums.stream()
            .filter(
                sum -> cells.containsKey(sum.total()) && cells.keySet().containsAll(sum.parts()))
            .toList();
    return new Published(new TreeMap<>(cells), whole, rule);
  }

  long least(CellKey cell) {
    return cells.get(cell) instanceof Shown.Count count ? rule.least(count.rounded()) : 0;
  }

  /** Of a hidden cell, far beyond all that is visible. */
  long greatest(CellKey cell) {
    return cells.get(cell) instanceof Shown.Count count
        ? rule.greatest(count.rounded())
        : ceiling();
  }

  long ceiling() {
    var most = 0L;
    for (var shown : cells.values()) {
      most = Math.max(most, shown instanceof Shown.Count count ? count.rounded() : 0);
    }
    return 2 * most + 20L * rule.base() * (1 + rule.threshold());
  }

  static List<CellKey> members(Sum sum) {
    var members = new ArrayList<>(sum.parts());
    members.add(sum.total());
    return members;
  }
}
