package parley.submissions.disclosure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a patient reader reasons out by hand: narrows the interval of each cell by the sums it is in
 * until nothing gets narrower. The second implementation beside {@link NearbyProof}, from the other
 * side: what it finds narrow is given away for certain.
 */
public final class IntervalBounds {

  private static final int MOST_ROUNDS = 1000;

  private final Map<CellKey, Integer> numbers = new HashMap<>();
  private final Published published;
  private final long[] low;
  private final long[] high;

  private IntervalBounds(Published published) {
    this.published = published;
    this.low = new long[published.cells().size()];
    this.high = new long[low.length];
    var ceiling = published.ceiling();
    for (var entry : published.cells().entrySet()) {
      var number = numbers.size();
      numbers.put(entry.getKey(), number);
      if (entry.getValue() instanceof Shown.Count count) {
        low[number] = published.rule().least(count.rounded());
        high[number] = published.rule().greatest(count.rounded());
      } else {
        high[number] = ceiling;
      }
    }
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
    var number = numbers.get(cell);
    return new HiddenBound(cell, low[number], high[number]);
  }

  private void propagate() {
    var sums =
        published.sums().stream()
            .map(sum -> Published.members(sum).stream().mapToInt(numbers::get).toArray())
            .toList();
    var changed = true;
    for (var round = 0; changed && round < MOST_ROUNDS; round++) {
      changed = false;
      for (var members : sums) {
        changed |= narrowed(members);
      }
    }
  }

  /** The last member is the total. */
  private boolean narrowed(int[] members) {
    var total = members[members.length - 1];
    var least = 0L;
    var greatest = 0L;
    for (var at = 0; at < members.length - 1; at++) {
      least += low[members[at]];
      greatest += high[members[at]];
    }
    var changed = narrow(total, least, greatest);
    for (var at = 0; at < members.length - 1; at++) {
      var part = members[at];
      var lowBefore = low[part];
      var highBefore = high[part];
      changed |=
          narrow(part, low[total] - (greatest - highBefore), high[total] - (least - lowBefore));
      least += low[part] - lowBefore;
      greatest += high[part] - highBefore;
    }
    return changed;
  }

  private boolean narrow(int cell, long least, long greatest) {
    var changed = least > low[cell] || greatest < high[cell];
    low[cell] = Math.max(low[cell], least);
    high[cell] = Math.min(high[cell], greatest);
    return changed;
  }
}
