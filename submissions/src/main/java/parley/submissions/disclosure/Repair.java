package parley.submissions.disclosure;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for another set of counts near the true one: moves one count, then mends each sum that no
 * longer adds up by moving others within what readers may believe of them. Each count is moved once
 * at most, so it ends; it may miss a set that exists.
 */
final class Repair {

  private static final int MOST_SUMS = 600;

  private final SumsGraph graph;
  private final Map<Integer, Long> moves = new LinkedHashMap<>();
  private final Map<Integer, Long> imbalance = new LinkedHashMap<>();
  private final ArrayDeque<Integer> open = new ArrayDeque<>();

  private Repair(SumsGraph graph) {
    this.graph = graph;
  }

  /** By how much which counts move when this one moves so far; empty when none was found. */
  static Optional<Map<Integer, Long>> of(SumsGraph graph, int cell, long by) {
    var repair = new Repair(graph);
    if (repair.room(cell, by) != by) {
      return Optional.empty();
    }
    repair.move(cell, by);
    return repair.mended() ? Optional.of(repair.moves) : Optional.empty();
  }

  private boolean mended() {
    for (var steps = 0; !open.isEmpty(); steps++) {
      var sum = open.poll();
      if (imbalance.getOrDefault(sum, 0L) != 0 && (steps > MOST_SUMS || !mend(sum))) {
        return false;
      }
    }
    return true;
  }

  private boolean mend(int sum) {
    var members = graph.sums[sum];
    while (imbalance.get(sum) != 0) {
      var best = -1;
      var bestCost = Long.MAX_VALUE;
      for (var member : members) {
        if (!moves.containsKey(member)) {
          var wanted = -imbalance.get(sum) * SumsGraph.sign(members, member);
          var room = room(member, wanted);
          if (room != 0) {
            var cost = cost(member, room, wanted);
            if (cost < bestCost) {
              bestCost = cost;
              best = member;
            }
          }
        }
      }
      if (best < 0) {
        return false;
      }
      move(best, room(best, -imbalance.get(sum) * SumsGraph.sign(members, best)));
    }
    return true;
  }

  /** Least for what mends other sums too, then for what mends the most of this one. */
  private long cost(int cell, long room, long wanted) {
    var cost = 0L;
    for (var sum : graph.sumsOf[cell]) {
      var before = imbalance.getOrDefault(sum, 0L);
      var after = before + room * SumsGraph.sign(graph.sums[sum], cell);
      cost += Math.abs(after) - Math.abs(before);
    }
    return 1000 * cost / Math.abs(room)
        + 10 * (Math.abs(wanted) - Math.abs(room))
        + (graph.hidden[cell] ? 0 : 5);
  }

  /** How far a count can move towards what is wanted. */
  private long room(int cell, long wanted) {
    return wanted > 0
        ? Math.max(0, Math.min(wanted, graph.greatest[cell] - graph.truth[cell]))
        : -Math.max(0, Math.min(-wanted, graph.truth[cell] - graph.least[cell]));
  }

  private void move(int cell, long by) {
    moves.put(cell, by);
    for (var sum : graph.sumsOf[cell]) {
      imbalance.merge(sum, by * SumsGraph.sign(graph.sums[sum], cell), Long::sum);
      open.add(sum);
    }
  }
}
