package parley.submissions.disclosure;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes a move of totals over to their groups: in each breakdown one category moves as the totals
 * do, for what adds up in all adds up in it too. It is the one for which the least has to be
 * hidden.
 */
final class GroupCopies {

  private final SumsGraph graph;
  private final double[] weights;

  /** By total, then by breakdown in a place, then by category: the count of the group. */
  private final Map<Integer, Map<String, Map<String, Integer>>> groups = new HashMap<>();

  GroupCopies(SumsGraph graph, Wishes wishes, double[] weights) {
    this.graph = graph;
    this.weights = weights;
    var numbers = new HashMap<CellKey, Integer>();
    for (var cell = 0; cell < graph.size(); cell++) {
      numbers.put(graph.keys.get(cell), cell);
    }
    for (var cell = 0; cell < graph.size(); cell++) {
      var key = graph.keys.get(cell);
      var whole = wishes.wholes().get(key);
      if (whole != null && numbers.containsKey(whole)) {
        groups
            .computeIfAbsent(numbers.get(whole), none -> new TreeMap<>())
            .computeIfAbsent(wishes.blocks().getOrDefault(key, ""), none -> new TreeMap<>())
            .put(key.population(), cell);
      }
    }
  }

  /**
   * The moves of totals and groups together.
   *
   * @param moves of totals
   * @param hide takes what has to be hidden for them
   * @return empty when some breakdown has no category that can move so
   */
  Optional<Map<Integer, Long>> of(Map<Integer, Long> moves, Set<Integer> hide) {
    var all = new LinkedHashMap<>(moves);
    var breakdowns = new TreeMap<String, Set<String>>();
    for (var total : moves.keySet()) {
      groups
          .getOrDefault(total, Map.of())
          .forEach(
              (breakdown, categories) ->
                  breakdowns
                      .computeIfAbsent(breakdown, none -> new HashSet<>(categories.keySet()))
                      .retainAll(categories.keySet()));
    }
    for (var breakdown : breakdowns.entrySet()) {
      var best =
          breakdown.getValue().stream()
              .sorted()
              .map(category -> category(breakdown.getKey(), category, moves))
              .flatMap(Optional::stream)
              .min(java.util.Comparator.comparingDouble(Category::cost));
      if (best.isEmpty()) {
        best = together(breakdown.getKey(), moves);
      }
      if (best.isEmpty()) {
        return Optional.empty();
      }
      all.putAll(best.get().moves);
      hide.addAll(best.get().hide);
    }
    return Optional.of(all);
  }

  /** Several categories together, where none can move so by itself. */
  private Optional<Category> together(String breakdown, Map<Integer, Long> moves) {
    var near = new HashSet<Integer>();
    for (var total : moves.keySet()) {
      near.addAll(groups.getOrDefault(total, Map.of()).getOrDefault(breakdown, Map.of()).values());
    }
    var proposal = CheapestHiding.following(graph, moves, near, weights);
    return proposal.moves().stream()
        .findFirst()
        .map(found -> new Category(0, found, proposal.hide()));
  }

  private record Category(double cost, Map<Integer, Long> moves, Set<Integer> hide) {}

  private Optional<Category> category(String breakdown, String category, Map<Integer, Long> moves) {
    var copies = new LinkedHashMap<Integer, Long>();
    var hide = new HashSet<Integer>();
    var cost = 0.0;
    for (var move : moves.entrySet()) {
      var cell =
          groups
              .getOrDefault(move.getKey(), Map.of())
              .getOrDefault(breakdown, Map.of())
              .get(category);
      if (cell == null) {
        continue;
      }
      var value = graph.truth[cell] + move.getValue();
      copies.put(cell, move.getValue());
      if (value < graph.least[cell] || value > graph.greatest[cell]) {
        if (graph.hidden[cell] || value < 0 || Double.isInfinite(weights[cell])) {
          return Optional.empty();
        }
        hide.add(cell);
        cost += weights[cell];
      }
    }
    return Optional.of(new Category(cost, copies, hide));
  }
}
