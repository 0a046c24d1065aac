package parley.submissions.disclosure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Hides counts of a graph until each one that has to be is proved, those that are missed the least
 * first; then shows again what need not have been hidden.
 */
final class Hiding {

  /** More than these are not looked at when the cheapest are chosen. */
  private static final int NEAR = 150;

  /** What weighs so much is tried to be shown at the cost of others. */
  private static final double HEAVY = 100;

  private final SumsGraph graph;
  private final Wishes wishes;
  private final SmallNumberRule rule;
  private final NearbyProof proof;
  private final boolean[] unseen;
  private final boolean[] needed;
  private final boolean[] secondary;
  private final double[] weights;
  private final int[] totals;
  private final int[] blocks;
  private final ArrayDeque<Integer> todo = new ArrayDeque<>();
  private int small;

  Hiding(SumsGraph graph, Wishes wishes, SmallNumberRule rule) {
    this.graph = graph;
    this.wishes = wishes;
    this.rule = rule;
    this.unseen = new boolean[graph.size()];
    this.needed = new boolean[graph.size()];
    this.secondary = new boolean[graph.size()];
    this.blocks = blocks(graph, wishes);
    this.proof = new NearbyProof(graph, rule, needed, blocks);
    this.totals = new int[graph.size()];
    for (var members : graph.sums) {
      totals[members[members.length - 1]]++;
    }
    this.weights =
        graph.keys.stream()
            .mapToDouble(key -> wasShown(key) ? Double.POSITIVE_INFINITY : wishes.weight(key))
            .toArray();
    for (var cell : heaviestFirst(one -> true)) {
      if (first(cell)) {
        todo.add(cell);
      }
    }
  }

  private static int[] blocks(SumsGraph graph, Wishes wishes) {
    var numbers = new HashMap<String, Integer>();
    return graph.keys.stream()
        .mapToInt(
            key -> {
              var block = wishes.blocks().getOrDefault(key, "");
              return numbers.computeIfAbsent(block, none -> numbers.size());
            })
        .toArray();
  }

  /** Readers have what was shown before: to hide it gains nothing. */
  private boolean wasShown(CellKey key) {
    return wishes.before().get(key) instanceof Shown.Count;
  }

  /** Whether a count is hidden from the start, and has to be proved. */
  private boolean first(int cell) {
    var key = graph.keys.get(cell);
    var isSmall = graph.truth[cell] < rule.threshold();
    if (wishes.unseen().contains(key)) {
      unseen[cell] = true;
      graph.hide(cell);
      if (wasShown(key)) {
        graph.fix(cell);
      }
      needed[cell] = isSmall && wishes.guarded().contains(key);
      return needed[cell];
    }
    if (isSmall || wishes.hide().contains(key)) {
      conceal(cell);
      small++;
      needed[cell] &= !wishes.under().contains(key);
      return needed[cell];
    }
    return false;
  }

  private void conceal(int cell) {
    var before = wishes.before().get(graph.keys.get(cell));
    graph.hide(cell);
    needed[cell] = true;
    if (before instanceof Shown.Count) {
      graph.confine(cell, before);
      needed[cell] = graph.truth[cell] < rule.threshold();
    }
  }

  /** Hides one count more, to be proved as all others. */
  void hide(int cell) {
    if (!graph.hidden[cell]) {
      conceal(cell);
      secondary[cell] = true;
      todo.add(cell);
    }
  }

  /** Of these no more is hidden, and nothing is shown again. */
  void settle(IntPredicate settled) {
    for (var cell = 0; cell < graph.size(); cell++) {
      if (settled.test(cell)) {
        weights[cell] = Double.POSITIVE_INFINITY;
        secondary[cell] = false;
      }
    }
  }

  /**
   * Hides until all is proved.
   *
   * @param thorough whether much is done to show again what need not be hidden
   * @return a count that cannot be proved, whatever is hidden
   */
  Optional<CellKey> run(boolean thorough) {
    var stuck = protect();
    if (stuck.isEmpty()) {
      showAgain(thorough);
    }
    if (stuck.isEmpty() && thorough) {
      heaviestFirst(one -> secondary[one] && weights[one] >= HEAVY).stream()
          .filter(cell -> secondary[cell])
          .forEach(this::exchange);
    }
    return stuck;
  }

  /** Hides until all is proved; a count that cannot be. */
  private Optional<CellKey> protect() {
    while (!todo.isEmpty()) {
      var cell = todo.poll();
      while (needed[cell] && !proof.isWideByRepair(cell)) {
        if (!widen(cell)) {
          return Optional.of(graph.keys.get(cell));
        }
      }
    }
    return Optional.empty();
  }

  /** Shows what need not have been hidden, what is missed most first. */
  private void showAgain(boolean thorough) {
    for (var cell : heaviestFirst(one -> secondary[one])) {
      graph.show(cell);
      needed[cell] = false;
      if (proof.staysWide(cell, thorough)) {
        secondary[cell] = false;
      } else {
        conceal(cell);
      }
    }
  }

  /** Hides others instead of one, when all in all less is missed so. */
  private void exchange(int cell) {
    var before = missed();
    var back = List.of(graph.saved(), proof.saved(), saved(needed), saved(secondary));
    var weight = weights[cell];
    weights[cell] = Double.POSITIVE_INFINITY;
    graph.show(cell);
    needed[cell] = false;
    secondary[cell] = false;
    proof.forget(cell);
    heaviestFirst(one -> needed[one]).forEach(todo::add);
    var stuck = protect();
    weights[cell] = weight;
    if (stuck.isEmpty()) {
      showAgain(true);
    }
    if (stuck.isPresent() || missed() >= before) {
      todo.clear();
      back.forEach(Runnable::run);
    }
  }

  private double missed() {
    var missed = 0.0;
    for (var cell = 0; cell < graph.size(); cell++) {
      missed += secondary[cell] ? weights[cell] : 0;
    }
    return missed;
  }

  private static Runnable saved(boolean[] flags) {
    var copy = flags.clone();
    return () -> System.arraycopy(copy, 0, flags, 0, copy.length);
  }

  /** Proves one, or hides something for it; false when nothing would do. */
  private boolean widen(int cell) {
    if (cheapest(cell, one -> blocks[one] == blocks[cell])
        || proof.isWide(cell)
        || proof.isWideAnywhere(cell)
        || cheapest(cell, one -> true)) {
      return true;
    }
    var nearest = nearest(cell);
    nearest.ifPresent(this::hide);
    return nearest.isPresent();
  }

  /** Hides what costs least, when something has to be hidden. */
  private boolean cheapest(int cell, IntPredicate taken) {
    var near = Neighbourhood.cells(graph, cell, taken, NEAR);
    var proposal = CheapestHiding.of(graph, cell, near, weights, rule.threshold());
    proposal.hide().forEach(this::hide);
    proposal.moves().forEach(proof::learn);
    return !proposal.hide().isEmpty();
  }

  /** The least important of the visible counts nearest to one, and of these the smallest. */
  private Optional<Integer> nearest(int open) {
    var seen = new HashSet<Integer>();
    seen.add(open);
    var ring = Set.of(open);
    while (!ring.isEmpty()) {
      var wider = new LinkedHashSet<Integer>();
      for (var cell : ring) {
        for (var sum : graph.sumsOf[cell]) {
          for (var member : graph.sums[sum]) {
            if (seen.add(member)) {
              wider.add(member);
            }
          }
        }
      }
      var best =
          wider.stream()
              .filter(cell -> !graph.hidden[cell] && !Double.isInfinite(weights[cell]))
              .min(
                  Comparator.<Integer>comparingDouble(cell -> weights[cell])
                      .thenComparing(cell -> totals[cell])
                      .thenComparing(cell -> graph.truth[cell])
                      .thenComparing(Comparator.naturalOrder()));
      if (best.isPresent()) {
        return best;
      }
      ring = wider;
    }
    return Optional.empty();
  }

  private List<Integer> heaviestFirst(IntPredicate wanted) {
    var cells = new ArrayList<Integer>();
    for (var cell = 0; cell < graph.size(); cell++) {
      if (wanted.test(cell)) {
        cells.add(cell);
      }
    }
    cells.sort(Comparator.<Integer>comparingDouble(cell -> -weights[cell]));
    return cells;
  }

  SumsGraph graph() {
    return graph;
  }

  NearbyProof proof() {
    return proof;
  }

  double[] weights() {
    return weights;
  }

  boolean isUnseen(int cell) {
    return unseen[cell];
  }

  boolean isNeeded(int cell) {
    return needed[cell];
  }

  /** How many were hidden from the start. */
  int small() {
    return small;
  }
}
