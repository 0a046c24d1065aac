package parley.submissions.disclosure;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Bounds hidden counts of a large release by sets of counts that differ from the true one near each
 * of them. Neither way of finding such sets need be trusted: each is held against all that is
 * published, in whole numbers, before it counts. What is found stays valid when more is hidden.
 */
final class NearbyProof {

  private final SumsGraph graph;
  private final long[] low;
  private final long[] high;
  private final int threshold;
  private final boolean[] needed;
  private final int[] blocks;
  private int programs;

  NearbyProof(SumsGraph graph, SmallNumberRule rule, boolean[] needed, int[] blocks) {
    this.graph = graph;
    this.needed = needed;
    this.blocks = blocks;
    this.threshold = rule.threshold();
    this.low = graph.truth.clone();
    this.high = graph.truth.clone();
  }

  /** Whether readers must leave more values possible than the threshold; looks for them. */
  boolean isWide(int cell) {
    if (width(cell) >= threshold) {
      return true;
    }
    for (long by = threshold; by > 0 && width(cell) < threshold; by--) {
      repair(cell, by);
    }
    for (long by = threshold; by > 0 && width(cell) < threshold; by--) {
      repair(cell, -by);
    }
    if (width(cell) >= threshold) {
      return true;
    }
    solve(cell, Neighbourhood.of(graph, cell, one -> blocks[one] == blocks[cell]));
    return width(cell) >= threshold;
  }

  /** The same, among all counts that are near, whatever block they are in. */
  boolean isWideAnywhere(int cell) {
    solve(cell, Neighbourhood.of(graph, cell, one -> true));
    return width(cell) >= threshold;
  }

  private void solve(int cell, Neighbourhood near) {
    programs++;
    solve(cell, near, true);
    if (width(cell) < threshold && graph.truth[cell] > graph.least[cell]) {
      programs++;
      solve(cell, near, false);
    }
  }

  /** Most solutions are whole numbers without being asked for. */
  private void solve(int cell, Neighbourhood near, boolean up) {
    var quick = near.furthest(cell, up, threshold, this::isOpen, false);
    if (quick.isPresent() && !learn(quick.get())) {
      near.furthest(cell, up, threshold, this::isOpen, true).ifPresent(this::learn);
    }
  }

  private boolean isOpen(int cell) {
    return needed[cell] && width(cell) < threshold;
  }

  HiddenBound bound(int cell) {
    return new HiddenBound(graph.keys.get(cell), low[cell], high[cell]);
  }

  /** How many integer programs were solved. */
  int programs() {
    return programs;
  }

  private long width(int cell) {
    return high[cell] - low[cell];
  }

  private void repair(int cell, long by) {
    var reached = by > 0 ? high[cell] - graph.truth[cell] : graph.truth[cell] - low[cell];
    if (reached < Math.abs(by)) {
      Repair.of(graph, cell, by).ifPresent(this::learn);
    }
  }

  private boolean learn(Map<Integer, Long> moves) {
    if (!fits(moves)) {
      return false;
    }
    moves.forEach(
        (cell, by) -> {
          low[cell] = Math.min(low[cell], graph.truth[cell] + by);
          high[cell] = Math.max(high[cell], graph.truth[cell] + by);
        });
    return true;
  }

  /** Whether the moved counts would have been published just so. */
  private boolean fits(Map<Integer, Long> moves) {
    var balance = new HashMap<Integer, Long>();
    for (var move : moves.entrySet()) {
      var cell = move.getKey();
      var value = graph.truth[cell] + move.getValue();
      if (value < graph.least[cell] || value > graph.greatest[cell]) {
        return false;
      }
      Arrays.stream(graph.sumsOf[cell])
          .forEach(
              sum ->
                  balance.merge(
                      sum, move.getValue() * SumsGraph.sign(graph.sums[sum], cell), Long::sum));
    }
    return balance.values().stream().allMatch(it -> it == 0);
  }
}
