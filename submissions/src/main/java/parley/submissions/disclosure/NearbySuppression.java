package parley.submissions.disclosure;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the counts of a release fit to publish, and proves each hidden count by what is near it in
 * the graph of sums. The same counts give the same cells.
 */
public final class NearbySuppression {

  private final CountTable table;
  private final Wishes wishes;
  private final SmallNumberRule rule;
  private final SumsGraph graph;
  private final NearbyProof proof;
  private final boolean[] unseen;
  private final boolean[] needed;
  private final int[] totals;
  private int small;

  private NearbySuppression(CountTable table, Wishes wishes, SmallNumberRule rule) {
    this.table = table;
    this.wishes = wishes;
    this.rule = rule;
    this.graph = SumsGraph.of(table, rule);
    this.unseen = new boolean[graph.size()];
    this.needed = new boolean[graph.size()];
    this.proof = new NearbyProof(graph, rule, needed, blocks());
    this.totals = new int[graph.size()];
    for (var members : graph.sums) {
      totals[members[members.length - 1]]++;
    }
  }

  /**
   * Makes the cells of a release, those that are not seen at all left out.
   *
   * @param table all counts, also those that are only got at by subtraction, with their sums
   */
  public static PublishedResult of(CountTable table, Wishes wishes, SmallNumberRule rule) {
    return new NearbySuppression(table, wishes, rule).result();
  }

  private PublishedResult result() {
    var todo = new ArrayDeque<Integer>();
    for (var cell = 0; cell < graph.size(); cell++) {
      if (first(cell)) {
        todo.add(cell);
      }
    }
    while (!todo.isEmpty()) {
      var cell = todo.poll();
      while (needed[cell] && !proof.isWide(cell)) {
        var next = next(cell, 1);
        if (next.isEmpty()) {
          if (proof.isWideAnywhere(cell)) {
            break;
          }
          next = next(cell, Integer.MAX_VALUE);
        }
        if (next.isEmpty()) {
          return refused(graph.keys.get(cell));
        }
        hide(next.get());
        todo.add(next.get());
      }
    }
    return finished();
  }

  private int[] blocks() {
    var numbers = new HashMap<String, Integer>();
    return graph.keys.stream()
        .mapToInt(
            key -> {
              var block = wishes.blocks().getOrDefault(key, "");
              return numbers.computeIfAbsent(block, none -> numbers.size());
            })
        .toArray();
  }

  /** Whether a count is hidden from the start. */
  private boolean first(int cell) {
    var key = graph.keys.get(cell);
    var isSmall = graph.truth[cell] < rule.threshold();
    if (wishes.unseen().contains(key)) {
      unseen[cell] = true;
      graph.hide(cell);
      if (wishes.before().get(key) instanceof Shown.Count) {
        graph.fix(cell);
      }
      needed[cell] = isSmall && wishes.guarded().contains(key);
      return needed[cell];
    }
    if (isSmall || wishes.hide().contains(key)) {
      hide(cell);
      small++;
      needed[cell] &= !wishes.under().contains(key);
      return needed[cell];
    }
    return false;
  }

  private void hide(int cell) {
    var before = wishes.before().get(graph.keys.get(cell));
    graph.hide(cell);
    needed[cell] = true;
    if (before instanceof Shown.Count) {
      graph.confine(cell, before);
      needed[cell] = graph.truth[cell] < rule.threshold();
    }
  }

  /** The least important of the visible counts nearest to one, and of these the smallest. */
  private Optional<Integer> next(int open, int rings) {
    var seen = new HashSet<Integer>();
    seen.add(open);
    var ring = List.of(open);
    for (var at = 0; at < rings && !ring.isEmpty(); at++) {
      var wider = new java.util.ArrayList<Integer>();
      for (var cell : ring) {
        for (var sum : graph.sumsOf[cell]) {
          for (var member : graph.sums[sum]) {
            if (seen.add(member)) {
              wider.add(member);
            }
          }
        }
      }
      var best = wider.stream().filter(cell -> !graph.hidden[cell]).min(this::compare);
      if (best.isPresent()) {
        return best;
      }
      ring = wider;
    }
    return Optional.empty();
  }

  private int compare(int one, int other) {
    if (totals[one] != totals[other]) {
      return Integer.compare(totals[one], totals[other]);
    }
    return graph.truth[one] != graph.truth[other]
        ? Long.compare(graph.truth[one], graph.truth[other])
        : Integer.compare(one, other);
  }

  private PublishedResult finished() {
    var cells = new TreeMap<CellKey, Shown>();
    var all = new TreeMap<CellKey, Shown>();
    var bounds = new java.util.ArrayList<HiddenBound>();
    var checked = new HashSet<CellKey>();
    var hidden = 0;
    for (var cell = 0; cell < graph.size(); cell++) {
      var key = graph.keys.get(cell);
      var shown =
          graph.hidden[cell] ? Shown.HIDDEN : new Shown.Count(rule.rounded(graph.truth[cell]));
      all.put(key, shown);
      if (!unseen[cell]) {
        cells.put(key, shown);
        hidden += graph.hidden[cell] ? 1 : 0;
      }
      if (needed[cell]) {
        bounds.add(proof.bound(cell));
        checked.add(key);
      }
    }
    var narrow =
        IntervalBounds.narrow(all, table.sums(), rule).stream()
            .map(HiddenBound::cell)
            .filter(checked::contains)
            .findFirst();
    if (narrow.isPresent()) {
      return refused(narrow.get());
    }
    return new PublishedResult.Protected(cells, small, hidden - small, bounds);
  }

  private static PublishedResult refused(CellKey cell) {
    return new PublishedResult.Refused(
        cell,
        "no hidden count can be worked out from this and earlier releases",
        "leave out a total or a breakdown of this release, or correct the sums it was given");
  }
}
