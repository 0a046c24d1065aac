package parley.submissions.disclosure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes counts fit to publish: rounds, hides small ones, then hides others until no reader can work
 * out a hidden one from totals, siblings, months or releases before. The same counts give the same
 * cells.
 */
public final class CountSuppression {

  private final CountTable table;
  private final Map<CellKey, Shown> earlier;
  private final SmallNumberRule rule;
  private final Map<CellKey, Shown> cells = new TreeMap<>();

  private CountSuppression(CountTable table, Map<CellKey, Shown> earlier, SmallNumberRule rule) {
    this.table = table;
    this.earlier = earlier;
    this.rule = rule;
  }

  /**
   * Makes the cells of a release.
   *
   * @param earlier everything published before, as it was published; it cannot be taken back
   */
  public static PublishedResult of(
      CountTable table, Map<CellKey, Shown> earlier, SmallNumberRule rule) {
    return new CountSuppression(table, Map.copyOf(earlier), rule).result();
  }

  private PublishedResult result() {
    table.counts().forEach((cell, count) -> cells.put(cell, first(cell, count)));
    var small = hidden();
    var proof = new ArrayList<HiddenBound>();
    for (var part : published().parts()) {
      var bounds = BoundProof.of(published(), part);
      var open = narrow(bounds);
      while (open.isPresent()) {
        var next = next(open.get());
        if (next.isEmpty()) {
          return refused(open.get());
        }
        cells.put(next.get(), Shown.HIDDEN);
        bounds = BoundProof.of(published(), part);
        open = narrow(bounds);
      }
      proof.addAll(bounds);
    }
    return finished(small, proof);
  }

  private Optional<CellKey> narrow(List<HiddenBound> bounds) {
    return bounds.stream().filter(bound -> !bound.isWide(rule)).map(HiddenBound::cell).findFirst();
  }

  /** What was hidden in the primary stays hidden in the refresh: else the two say what changed. */
  private Shown first(CellKey cell, long count) {
    var was =
        earlier.entrySet().stream()
            .filter(entry -> entry.getValue() instanceof Shown.Hidden)
            .anyMatch(entry -> entry.getKey().isReleaseOf(cell));
    return count < rule.threshold() || was ? Shown.HIDDEN : new Shown.Count(rule.rounded(count));
  }

  private PublishedResult finished(int small, List<HiddenBound> bounds) {
    var narrow = IntervalBounds.narrow(published().cells(), table.sums(), rule);
    if (!narrow.isEmpty()) {
      return refused(narrow.get(0).cell());
    }
    return new PublishedResult.Protected(new TreeMap<>(cells), small, hidden() - small, bounds);
  }

  private static PublishedResult refused(CellKey cell) {
    return new PublishedResult.Refused(
        cell,
        "no hidden count can be worked out from this and earlier releases",
        "leave out a total or a breakdown of this release, or correct the sums it was given");
  }

  private Published published() {
    var all = new HashMap<>(earlier);
    all.putAll(cells);
    return Published.of(all, table.sums(), rule);
  }

  private int hidden() {
    return (int) cells.values().stream().filter(Shown.Hidden.class::isInstance).count();
  }

  /** The smallest visible cell nearest to the open one; a total only when no part is left. */
  private Optional<CellKey> next(CellKey open) {
    Set<CellKey> reached = new HashSet<>(Set.of(open));
    while (true) {
      var wider = new HashSet<>(reached);
      for (var sum : published().sums()) {
        var members = Published.members(sum);
        if (members.stream().anyMatch(reached::contains)) {
          wider.addAll(members);
        }
      }
      var parts = new HashSet<CellKey>();
      table.sums().forEach(sum -> parts.addAll(sum.parts()));
      var best =
          wider.stream()
              .filter(cell -> cells.get(cell) instanceof Shown.Count)
              .min(
                  Comparator.<CellKey, Boolean>comparing(cell -> !parts.contains(cell))
                      .thenComparing(cell -> table.counts().get(cell))
                      .thenComparing(Comparator.naturalOrder()));
      if (best.isPresent() || wider.size() == reached.size()) {
        return best;
      }
      reached = wider;
    }
  }
}
