package parley.submissions.disclosure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Bounds hidden counts of a large release by sets of counts that differ from the true one near each
 * of them. Neither way of finding such sets need be trusted: each is held against all that is
 * published, in whole numbers, before it counts. What is found stays valid when more is hidden;
 * when less is, what it rested on is looked for anew.
 */
final class NearbyProof {

  private static final Map<Integer, Long> NONE = Map.of();

  private final SumsGraph graph;
  private final Side low;
  private final Side high;
  private final int threshold;
  private final boolean[] needed;
  private final int[] blocks;

  /** The values reached in one direction, and the moves that reach them. */
  record Side(long[] value, List<Map<Integer, Long>> moves) {
    static Side of(SumsGraph graph) {
      return new Side(
          graph.truth.clone(), new ArrayList<>(java.util.Collections.nCopies(graph.size(), NONE)));
    }

    void set(int cell, long to, Map<Integer, Long> by) {
      value[cell] = to;
      moves.set(cell, by);
    }
  }

  /** What was known of a count before something was shown. */
  record Known(int cell, Side side, long value, Map<Integer, Long> moves) {
    void back() {
      side.set(cell, value, moves);
    }
  }

  NearbyProof(SumsGraph graph, SmallNumberRule rule, boolean[] needed, int[] blocks) {
    this.graph = graph;
    this.needed = needed;
    this.blocks = blocks;
    this.threshold = rule.threshold();
    this.low = Side.of(graph);
    this.high = Side.of(graph);
  }

  /** Whether readers must leave more values possible than the threshold; looks for them. */
  boolean isWide(int cell) {
    if (isWideByRepair(cell)) {
      return true;
    }
    solve(cell, Neighbourhood.of(graph, cell, one -> blocks[one] == blocks[cell]));
    return width(cell) >= threshold;
  }

  /** The same by the quicker way alone. */
  boolean isWideByRepair(int cell) {
    for (long by = threshold; by > 0 && width(cell) < threshold; by--) {
      repair(cell, by);
    }
    for (long by = threshold; by > 0 && width(cell) < threshold; by--) {
      repair(cell, -by);
    }
    return width(cell) >= threshold;
  }

  /** The same, among all counts that are near, whatever block they are in. */
  boolean isWideAnywhere(int cell) {
    solve(cell, Neighbourhood.of(graph, cell, one -> true));
    return width(cell) >= threshold;
  }

  /**
   * Whether all that need it stay wide now that a count is shown which was hidden; when they do
   * not, it has to be hidden again.
   *
   * @param thorough whether programs may be solved to find out
   */
  boolean staysWide(int shown, boolean thorough) {
    var lost = forget(shown);
    for (var one : lost) {
      if (needed[one.cell] && !(thorough ? isWide(one.cell) : isWideByRepair(one.cell))) {
        lost.forEach(Known::back);
        return false;
      }
    }
    return true;
  }

  /** Takes back whatever rests on a count being hidden that is shown now. */
  List<Known> forget(int shown) {
    var lost = new ArrayList<Known>();
    for (var side : List.of(low, high)) {
      for (var cell = 0; cell < graph.size(); cell++) {
        var moves = side.moves.get(cell);
        var to = graph.truth[shown] + moves.getOrDefault(shown, 0L);
        if (to < graph.least[shown] || to > graph.greatest[shown]) {
          lost.add(new Known(cell, side, side.value[cell], moves));
          side.set(cell, graph.truth[cell], NONE);
        }
      }
    }
    return lost;
  }

  /** All that is known, to come back to. */
  Runnable saved() {
    var known = new ArrayList<Known>();
    for (var side : List.of(low, high)) {
      for (var cell = 0; cell < graph.size(); cell++) {
        known.add(new Known(cell, side, side.value[cell], side.moves.get(cell)));
      }
    }
    return () -> known.forEach(Known::back);
  }

  private void solve(int cell, Neighbourhood near) {
    solve(cell, near, true);
    if (width(cell) < threshold && graph.truth[cell] > graph.least[cell]) {
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
    return new HiddenBound(graph.keys.get(cell), low.value[cell], high.value[cell]);
  }

  /** Whether what was found of a count still holds, all of it looked at again. */
  boolean holds(int cell) {
    return width(cell) >= threshold
        && fits(low.moves.get(cell))
        && fits(high.moves.get(cell))
        && low.value[cell] == graph.truth[cell] + low.moves.get(cell).getOrDefault(cell, 0L)
        && high.value[cell] == graph.truth[cell] + high.moves.get(cell).getOrDefault(cell, 0L);
  }

  /** The moves that show the bounds of a count, down and up. */
  List<Map<Integer, Long>> moves(int cell) {
    return List.of(low.moves.get(cell), high.moves.get(cell));
  }

  private long width(int cell) {
    return high.value[cell] - low.value[cell];
  }

  private void repair(int cell, long by) {
    var reached =
        by > 0 ? high.value[cell] - graph.truth[cell] : graph.truth[cell] - low.value[cell];
    if (reached < Math.abs(by)) {
      Repair.of(graph, cell, by).ifPresent(this::learn);
    }
  }

  /** Takes over moves that somebody found; those that do not fit are left. */
  boolean learn(Map<Integer, Long> moves) {
    if (!fits(moves)) {
      return false;
    }
    moves.forEach(
        (cell, by) -> {
          var to = graph.truth[cell] + by;
          if (to < low.value[cell]) {
            low.set(cell, to, moves);
          }
          if (to > high.value[cell]) {
            high.set(cell, to, moves);
          }
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
