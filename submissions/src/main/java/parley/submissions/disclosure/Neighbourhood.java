package parley.submissions.disclosure;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Variable;

/**
 * The counts near one, as a small integer program. All others keep their true values, so whatever
 * it finds holds for the whole release.
 */
final class Neighbourhood {

  private static final int MOST_CELLS = 300;

  private final SumsGraph graph;
  private final Set<Integer> cells;

  private Neighbourhood(SumsGraph graph, Set<Integer> cells) {
    this.graph = graph;
    this.cells = cells;
  }

  /** The nearest counts among those that may be taken. */
  static Neighbourhood of(SumsGraph graph, int cell, IntPredicate taken) {
    return new Neighbourhood(graph, cells(graph, cell, taken, MOST_CELLS));
  }

  /** The nearest counts among those that may be taken, so many and the leaves at their sums. */
  static Set<Integer> cells(SumsGraph graph, int cell, IntPredicate taken, int most) {
    var found = new LinkedHashSet<Integer>();
    found.add(cell);
    var todo = new ArrayDeque<Integer>();
    todo.add(cell);
    while (!todo.isEmpty()) {
      for (var sum : graph.sumsOf[todo.poll()]) {
        for (var member : graph.sums[sum]) {
          var isLeaf = graph.sumsOf[member].length == 1;
          if ((isLeaf || found.size() < most)
              && taken.test(member)
              && found.add(member)
              && !isLeaf) {
            todo.add(member);
          }
        }
      }
    }
    return found;
  }

  /**
   * Moves one count first, and others of those wanted with it, up or down, none further than asked.
   *
   * @param whole whether the solver is to keep to whole numbers, which takes it longer
   * @return by how much which counts move; empty when none was found
   */
  Optional<Map<Integer, Long>> furthest(
      int cell, boolean up, long asked, IntPredicate wanted, boolean whole) {
    var model = new ExpressionsBasedModel();
    model.options.time_abort = 30_000;
    var variables = new LinkedHashMap<Integer, Variable>();
    for (var one : cells) {
      var isWanted = one == cell || wanted.test(one);
      if (isWanted || !isLeaf(one)) {
        var low = graph.least[one] - graph.truth[one];
        var high = graph.greatest[one] - graph.truth[one];
        var variable = model.newVariable("c" + one).integer(whole);
        variable.lower(isWanted && !up ? Math.max(-asked, low) : low);
        variable.upper(isWanted && up ? Math.min(asked, high) : high);
        if (isWanted) {
          variable.weight(one == cell ? 50 : 1);
        }
        variables.put(one, variable);
      }
    }
    var leaves = new LinkedHashMap<Integer, Integer>();
    for (var sum : sums()) {
      constrain(sum, model, variables, leaves);
    }
    var result = up ? model.maximise() : model.minimise();
    if (!result.getState().isFeasible()) {
      return Optional.empty();
    }
    var moves = new LinkedHashMap<Integer, Long>();
    variables.forEach(
        (one, variable) -> moves.put(one, Math.round(result.doubleValue(model.indexOf(variable)))));
    leaves.forEach((leaf, sum) -> moves.put(leaf, leftFor(leaf, sum, moves)));
    moves.values().removeIf(by -> by == 0);
    return Optional.of(moves);
  }

  /** A count that is in one sum only takes what the others leave it, within its bounds. */
  private void constrain(
      int sum,
      ExpressionsBasedModel model,
      Map<Integer, Variable> variables,
      Map<Integer, Integer> leaves) {
    var members = graph.sums[sum];
    var expression = model.newExpression("s" + sum);
    var leaf = -1;
    for (var member : members) {
      if (variables.containsKey(member)) {
        expression.set(variables.get(member), SumsGraph.sign(members, member));
      } else if (leaf < 0 && cells.contains(member)) {
        leaf = member;
      }
    }
    if (leaf < 0) {
      expression.level(0);
      return;
    }
    leaves.put(leaf, sum);
    var low = graph.least[leaf] - graph.truth[leaf];
    var high = graph.greatest[leaf] - graph.truth[leaf];
    if (SumsGraph.sign(members, leaf) > 0) {
      expression.lower(-high).upper(-low);
    } else {
      expression.lower(low).upper(high);
    }
  }

  private long leftFor(int leaf, int sum, Map<Integer, Long> moves) {
    var members = graph.sums[sum];
    var rest = 0L;
    for (var member : members) {
      if (member != leaf) {
        rest += moves.getOrDefault(member, 0L) * SumsGraph.sign(members, member);
      }
    }
    return -rest * SumsGraph.sign(members, leaf);
  }

  private boolean isLeaf(int cell) {
    return graph.sumsOf[cell].length == 1;
  }

  private Set<Integer> sums() {
    var sums = new LinkedHashSet<Integer>();
    cells.forEach(one -> Arrays.stream(graph.sumsOf[one]).forEach(sums::add));
    return sums;
  }
}
