package parley.submissions.disclosure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts and the sums they are in, by number, with what readers know of each count. Large releases
 * are worked on in this form.
 */
final class SumsGraph {

  final List<CellKey> keys;
  final long[] truth;
  final long[] least;
  final long[] greatest;
  final boolean[] hidden;

  /** Members of each sum; the last is the total. */
  final int[][] sums;

  /** The sums that each count is in. */
  final int[][] sumsOf;

  private final SmallNumberRule rule;
  private final long ceiling;

  private SumsGraph(
      List<CellKey> keys, long[] truth, int[][] sums, int[][] sumsOf, SmallNumberRule rule) {
    this.keys = keys;
    this.truth = truth;
    this.least = new long[truth.length];
    this.greatest = new long[truth.length];
    this.hidden = new boolean[truth.length];
    this.sums = sums;
    this.sumsOf = sumsOf;
    this.rule = rule;
    this.ceiling = 2 * Arrays.stream(truth).max().orElse(0) + 20L * rule.base();
  }

  /** All counts as visible; sums that reach beyond the counts are left out. */
  static SumsGraph of(CountTable table, SmallNumberRule rule) {
    var keys = List.copyOf(table.counts().keySet());
    var numbers = new HashMap<CellKey, Integer>(2 * keys.size());
    var truth = new long[keys.size()];
    for (var at = 0; at < truth.length; at++) {
      numbers.put(keys.get(at), at);
      truth[at] = table.counts().get(keys.get(at));
    }
    var sums = new ArrayList<int[]>(table.sums().size());
    var degrees = new int[truth.length];
    for (var sum : table.sums()) {
      var members = members(sum, numbers);
      if (members.length > 0) {
        sums.add(members);
        for (var member : members) {
          degrees[member]++;
        }
      }
    }
    var sumsOf = new int[truth.length][];
    Arrays.setAll(sumsOf, at -> new int[degrees[at]]);
    for (var at = 0; at < sums.size(); at++) {
      for (var member : sums.get(at)) {
        sumsOf[member][--degrees[member]] = at;
      }
    }
    var graph = new SumsGraph(keys, truth, sums.toArray(new int[0][]), sumsOf, rule);
    for (var at = 0; at < truth.length; at++) {
      graph.show(at);
    }
    return graph;
  }

  private static int[] members(Sum sum, Map<CellKey, Integer> numbers) {
    var members = new int[sum.parts().size() + 1];
    for (var at = 0; at < members.length; at++) {
      var key = at < members.length - 1 ? sum.parts().get(at) : sum.total();
      var number = numbers.get(key);
      if (number == null) {
        return new int[0];
      }
      members[at] = number;
    }
    return members;
  }

  int size() {
    return truth.length;
  }

  /** 1 of a part, -1 of the total. */
  static int sign(int[] members, int cell) {
    return members[members.length - 1] == cell ? -1 : 1;
  }

  void show(int cell) {
    var rounded = rule.rounded(truth[cell]);
    least[cell] = Math.min(rule.least(rounded), truth[cell]);
    greatest[cell] = rule.greatest(rounded);
    hidden[cell] = false;
  }

  void hide(int cell) {
    least[cell] = 0;
    greatest[cell] = ceiling;
    hidden[cell] = true;
  }

  /** What readers know, to come back to. */
  Runnable saved() {
    var low = least.clone();
    var high = greatest.clone();
    var stars = hidden.clone();
    return () -> {
      System.arraycopy(low, 0, least, 0, low.length);
      System.arraycopy(high, 0, greatest, 0, high.length);
      System.arraycopy(stars, 0, hidden, 0, stars.length);
    };
  }

  /** Of an earlier release, where it was proved with what it is tied to there. */
  void fix(int cell) {
    least[cell] = truth[cell];
    greatest[cell] = truth[cell];
  }

  /** Hidden now, and told before: readers may hold it for what it was. */
  void confine(int cell, Shown before) {
    if (before instanceof Shown.Count count
        && rule.least(count.rounded()) <= truth[cell]
        && truth[cell] <= rule.greatest(count.rounded())) {
      least[cell] = rule.least(count.rounded());
      greatest[cell] = rule.greatest(count.rounded());
    }
  }
}
