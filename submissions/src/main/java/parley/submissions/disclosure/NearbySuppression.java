package parley.submissions.disclosure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the counts of a release fit to publish, and proves each hidden count by what is near it in
 * the graph of sums. Totals come first, as if there were no groups; then so much of the groups is
 * hidden that the totals are no better known with them. The same counts give the same cells.
 */
public final class NearbySuppression {

  private final CountTable table;
  private final Wishes wishes;
  private final SmallNumberRule rule;

  private NearbySuppression(CountTable table, Wishes wishes, SmallNumberRule rule) {
    this.table = table;
    this.wishes = wishes;
    this.rule = rule;
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
    var totals = new Hiding(SumsGraph.of(withoutGroups(), rule), wishes, rule);
    var stuck = totals.run(true);
    if (stuck.isPresent() || wishes.wholes().isEmpty()) {
      return stuck
          .<PublishedResult>map(NearbySuppression::refused)
          .orElseGet(() -> finished(totals));
    }
    var all = new Hiding(SumsGraph.of(table, rule), wishes, rule);
    takeOver(totals, all);
    return all.run(false)
        .<PublishedResult>map(NearbySuppression::refused)
        .orElseGet(() -> finished(all));
  }

  private CountTable withoutGroups() {
    var groups = wishes.wholes().keySet();
    var counts = new TreeMap<>(table.counts());
    counts.keySet().removeAll(groups);
    return new CountTable(
        counts,
        table.sums().stream()
            .filter(sum -> !groups.contains(sum.total()))
            .filter(sum -> sum.parts().stream().noneMatch(groups::contains))
            .toList());
  }

  /** Hides what was hidden of totals, and of groups what would give it away. */
  private void takeOver(Hiding totals, Hiding all) {
    var numbers = new HashMap<CellKey, Integer>();
    for (var cell = 0; cell < all.graph().size(); cell++) {
      numbers.put(all.graph().keys.get(cell), cell);
    }
    var from = totals.graph();
    var known = new HashSet<Integer>();
    for (var cell = 0; cell < from.size(); cell++) {
      known.add(numbers.get(from.keys.get(cell)));
      if (from.hidden[cell]) {
        all.hide(numbers.get(from.keys.get(cell)));
      }
    }
    all.settle(known::contains);
    var copies = new GroupCopies(all.graph(), wishes, all.weights());
    for (var cell = 0; cell < from.size(); cell++) {
      if (totals.isNeeded(cell)) {
        for (var moves : totals.proof().moves(cell)) {
          var hide = new HashSet<Integer>();
          var renumbered = new TreeMap<Integer, Long>();
          moves.forEach((one, by) -> renumbered.put(numbers.get(from.keys.get(one)), by));
          Optional<Map<Integer, Long>> more = copies.of(renumbered, hide);
          if (more.isPresent()) {
            hide.stream().sorted().forEach(all::hide);
            all.proof().learn(more.get());
          }
        }
      }
    }
  }

  private PublishedResult finished(Hiding hiding) {
    var graph = hiding.graph();
    var cells = new TreeMap<CellKey, Shown>();
    var all = new TreeMap<CellKey, Shown>();
    var bounds = new ArrayList<HiddenBound>();
    var checked = new HashSet<CellKey>();
    var hidden = 0;
    for (var cell = 0; cell < graph.size(); cell++) {
      var key = graph.keys.get(cell);
      var shown =
          graph.hidden[cell] ? Shown.HIDDEN : new Shown.Count(rule.rounded(graph.truth[cell]));
      all.put(key, shown);
      if (!hiding.isUnseen(cell)) {
        cells.put(key, shown);
        hidden += graph.hidden[cell] ? 1 : 0;
      }
      if (hiding.isNeeded(cell)) {
        if (!hiding.proof().holds(cell)) {
          return refused(key);
        }
        bounds.add(hiding.proof().bound(cell));
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
    return new PublishedResult.Protected(cells, hiding.small(), hidden - hiding.small(), bounds);
  }

  private static PublishedResult refused(CellKey cell) {
    return new PublishedResult.Refused(
        cell,
        "no hidden count can be worked out from this and earlier releases",
        "leave out a total or a breakdown of this release, or correct the sums it was given");
  }
}
