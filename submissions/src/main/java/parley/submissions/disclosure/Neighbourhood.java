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

  private static final int MOST_CELLS = 500;

  private final SumsGraph graph;
  private final Set<Integer> cells;

  private Neighbourhood(SumsGraph graph, Set<Integer> cells) {
    this.graph = graph;
    this.cells = cells;
  }

  /** The nearest counts among those that may be taken. */
  static Neighbourhood of(SumsGraph graph, int cell, IntPredicate taken) {
    var found = new LinkedHashSet<Integer>();
    found.add(cell);
    var todo = new ArrayDeque<Integer>();
    todo.add(cell);
    while (!todo.isEmpty()) {
      for (var sum : graph.sumsOf[todo.poll()]) {
        for (var member : graph.sums[sum]) {
          var isLeaf = graph.sumsOf[member].length == 1;
          if ((isLeaf || found.size() < MOST_CELLS)
              && taken.test(member)
              && found.add(member)
              && !isLeaf) {
            todo.add(member);
          }
        }
      }
    }
    return new Neighbourhood(graph, found);
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
    model.options.time_abort = 3_000;
    var variables = new LinkedHashMap<Integer, Variable>();
    for (var one : cells) {
      var variable =
          model
              .newVariable("c" + one)
              .lower(graph.least[one] - graph.truth[one])
              .upper(graph.greatest[one] - graph.truth[one])
              .integer(whole);
      if (one == cell || wanted.test(one)) {
        variable.weight(one == cell ? 50 : 1);
        if (up) {
          variable.upper(Math.min(asked, graph.greatest[one] - graph.truth[one]));
        } else {
          variable.lower(Math.max(-asked, graph.least[one] - graph.truth[one]));
        }
      }
      variables.put(one, variable);
    }
    for (var sum : sums()) {
      var expression = model.newExpression("s" + sum).level(0);
      for (var member : graph.sums[sum]) {
        if (variables.containsKey(member)) {
          expression.set(variables.get(member), SumsGraph.sign(graph.sums[sum], member));
        }
      }
    }
    var result = up ? model.maximise() : model.minimise();
    if (!result.getState().isFeasible()) {
      return Optional.empty();
    }
    var moves = new LinkedHashMap<Integer, Long>();
    variables.forEach(
        (one, variable) -> {
          var by = Math.round(result.doubleValue(model.indexOf(variable)));
          if (by != 0) {
            moves.put(one, by);
          }
        });
    return Optional.of(moves);
  }

  private Set<Integer> sums() {
    var sums = new LinkedHashSet<Integer>();
    cells.forEach(one -> Arrays.stream(graph.sumsOf[one]).forEach(sums::add));
    return sums;
  }
}
