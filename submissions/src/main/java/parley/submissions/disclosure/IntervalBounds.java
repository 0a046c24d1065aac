package parley.submissions.disclosure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a patient reader reasons out by hand: narrows the interval of each cell by the sums it is in
 * until nothing gets narrower. The second implementation beside {@link BoundProof}, from the other
 * side: what it finds narrow is given away for certain.
 */
public final class IntervalBounds {

  private static final int MOST_ROUNDS = 1000;

  private final Map<CellKey, long[]> intervals = new HashMap<>();
  private final Published published;

  private IntervalBounds(Published published) {
    this.published = published;
    published
        .cells()
        .keySet()
        .forEach(
            cell ->
                intervals.put(cell, new long[] {published.least(cell), published.greatest(cell)}));
  }

  /**
   * Hidden cells that can be pinned down to fewer values than the threshold asks for.
   *
   * @param cells everything published, of earlier releases too
   */
  public static List<HiddenBound> narrow(
      Map<CellKey, Shown> cells, List<Sum> sums, SmallNumberRule rule) {
    var bounds = new IntervalBounds(Published.of(cells, sums, rule));
    bounds.propagate();
    return bounds.published.cells().entrySet().stream()
        .filter(entry -> entry.getValue() instanceof Shown.Hidden)
        .map(entry -> bounds.bound(entry.getKey()))
        .filter(bound -> !bound.isWide(rule))
        .toList();
  }

  private HiddenBound bound(CellKey cell) {
    var interval = intervals.get(cell);
    return new HiddenBound(cell, interval[0], interval[1]);
  }

  private void propagate() {
    var changed = true;
    for (var round = 0; changed && round < MOST_ROUNDS; round++) {
      changed = false;
      for (var sum : published.sums()) {
        changed |= narrowed(sum);
      }
    }
  }

  private boolean narrowed(Sum sum) {
    var total = intervals.get(sum.total());
    var low = 0L;
    var high = 0L;
    for (var part : sum.parts()) {
      low += intervals.get(part)[0];
      high += intervals.get(part)[1];
    }
    var changed = narrow(total, low, high);
    for (var part : sum.parts()) {
      var own = intervals.get(part);
      changed |= narrow(own, total[0] - (high - own[1]), total[1] - (low - own[0]));
      low = 0;
      high = 0;
      for (var one : sum.parts()) {
        low += intervals.get(one)[0];
        high += intervals.get(one)[1];
      }
    }
    return changed;
  }

  private static boolean narrow(long[] interval, long low, long high) {
    var changed = low > interval[0] || high < interval[1];
    interval[0] = Math.max(interval[0], low);
    interval[1] = Math.min(interval[1], high);
    return changed;
  }
}
