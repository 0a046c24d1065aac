package parley.submissions.disclosure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * Which visible counts to hide so that a hidden one has enough possible values, at the least loss
 * to readers: a linear program over what is near. It looks for two sets of counts in which that one
 * is far enough apart; what a count moves further than its rounding hides costs its weight. The
 * answer is a proposal: what is hidden is proved afterwards.
 */
final class CheapestHiding {

  /** Nothing has to move further, in multiples of what is asked. */
  private static final int FAR = 8;

  private static final double SOME = 1e-6;

  private final SumsGraph graph;
  private final Set<Integer> near;
  private final double[] weights;
  private final double far;
  private final ExpressionsBasedModel model = new ExpressionsBasedModel();
  private final Map<Variable, Integer> costly = new LinkedHashMap<>();

  private CheapestHiding(SumsGraph graph, Set<Integer> near, double[] weights, int width) {
    this.graph = graph;
    this.near = near;
    this.weights = weights;
    this.far = (double) FAR * width;
    this.model.options.time_abort = 30_000;
  }

  /**
   * What to hide; nothing when nothing has to be, or when nothing near would do.
   *
   * @param cell a hidden count
   * @param near counts that may move; all others keep their true values
   * @param weights cost of hiding each count; infinite of one that may not be hidden
   * @param width how far apart the values have to be
   */
  static Proposal of(SumsGraph graph, int cell, Set<Integer> near, double[] weights, int width) {
    return new CheapestHiding(graph, near, weights, width).solved(cell, width);
  }

  /**
   * What to hide so that some counts can move with others.
   *
   * @param given moves of those others
   * @param near counts that may move with them
   */
  static Proposal following(
      SumsGraph graph, Map<Integer, Long> given, Set<Integer> near, double[] weights) {
    var most = given.values().stream().mapToInt(by -> (int) Math.abs(by)).max().orElse(1);
    return new CheapestHiding(graph, near, weights, most).following(given);
  }

  private Proposal following(Map<Integer, Long> given) {
    var moves = moves("u", given);
    return proposal(List.of(moves));
  }

  /**
   * What to hide.
   *
   * @param hide counts
   * @param moves of counts, in which the one is far enough apart once these are hidden, as long as
   *     they are whole numbers
   */
  record Proposal(Set<Integer> hide, List<Map<Integer, Long>> moves) {}

  private Proposal solved(int cell, int width) {
    var up = moves("u", Map.of());
    var down = moves("d", Map.of());
    var apart = model.newExpression("apart").lower(width);
    add(apart, up.get(cell), 1);
    add(apart, down.get(cell), -1);
    return proposal(List.of(up, down));
  }

  private Proposal proposal(List<Map<Integer, Move>> moves) {
    var result = model.minimise();
    if (!result.getState().isFeasible()) {
      return new Proposal(Set.of(), List.of());
    }
    var hidden = new LinkedHashSet<Integer>();
    costly.forEach(
        (variable, one) -> {
          if (result.doubleValue(model.indexOf(variable)) > SOME) {
            hidden.add(one);
          }
        });
    return new Proposal(hidden, moves.stream().map(one -> whole(one, result)).toList());
  }

  private Map<Integer, Long> whole(Map<Integer, Move> moves, Optimisation.Result result) {
    var whole = new LinkedHashMap<Integer, Long>();
    moves.forEach(
        (one, move) -> {
          var by = result.doubleValue(model.indexOf(move.within));
          if (move.above != move.within) {
            by += result.doubleValue(model.indexOf(move.above));
            by -= result.doubleValue(model.indexOf(move.below));
          }
          if (Math.round(by) != 0) {
            whole.put(one, Math.round(by));
          }
        });
    return whole;
  }

  /** A count within what readers may believe of it, further up, and further down. */
  private record Move(Variable within, Variable above, Variable below) {}

  private Map<Integer, Move> moves(String name, Map<Integer, Long> given) {
    var moves = new LinkedHashMap<Integer, Move>();
    for (var one : near) {
      moves.put(one, move(name, one));
    }
    var sums = new LinkedHashSet<Integer>();
    near.forEach(one -> Arrays.stream(graph.sumsOf[one]).forEach(sums::add));
    for (var sum : sums) {
      var members = graph.sums[sum];
      var expression = model.newExpression(name + "s" + sum);
      var rest = 0L;
      for (var member : members) {
        rest -= given.getOrDefault(member, 0L) * SumsGraph.sign(members, member);
        var move = moves.get(member);
        if (move != null) {
          add(expression, move, SumsGraph.sign(members, member));
        }
      }
      expression.level(rest);
    }
    return moves;
  }

  private Move move(String name, int one) {
    var low = Math.max(-far, graph.least[one] - graph.truth[one]);
    var high = Math.min(far, graph.greatest[one] - graph.truth[one]);
    var within = model.newVariable(name + one).lower(low).upper(high);
    if (graph.hidden[one] || Double.isInfinite(weights[one])) {
      return new Move(within, within, within);
    }
    var above = model.newVariable(name + one + "+").lower(0).upper(far).weight(weights[one]);
    var below =
        model
            .newVariable(name + one + "-")
            .lower(0)
            .upper(Math.min(far, graph.least[one]))
            .weight(weights[one]);
    costly.put(above, one);
    costly.put(below, one);
    return new Move(within, above, below);
  }

  private static void add(Expression expression, Move move, int sign) {
    expression.set(move.within, sign);
    if (move.above != move.within) {
      expression.set(move.above, sign);
      expression.set(move.below, -sign);
    }
  }
}
