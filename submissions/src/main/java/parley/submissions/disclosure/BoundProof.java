package parley.submissions.disclosure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * Bounds every hidden cell. A solver of integer programs looks for two sets of counts that would
 * have been published exactly so and in which the cell is low and high. It need not be trusted:
 * each set is held against all that is published, in whole numbers, before it counts.
 */
final class BoundProof {

  private BoundProof() {}

  /** A bound of each hidden cell; a cell that nothing was found for is bounded to one value, 0. */
  static List<HiddenBound> of(Published published, Published.Part part) {
    var low = new HashMap<CellKey, Long>();
    var high = new HashMap<CellKey, Long>();
    var hidden =
        part.cells().stream()
            .filter(c -> published.cells().get(c) instanceof Shown.Hidden)
            .toList();
    for (var cell : hidden) {
      for (var up : new boolean[] {true, false}) {
        if (!isWide(cell, low, high, published)) {
          witness(published, part, cell, up)
              .ifPresent(
                  counts ->
                      hidden.forEach(
                          one -> {
                            low.merge(one, counts.get(one), Math::min);
                            high.merge(one, counts.get(one), Math::max);
                          }));
        }
      }
    }
    return hidden.stream()
        .map(c -> new HiddenBound(c, low.getOrDefault(c, 0L), high.getOrDefault(c, 0L)))
        .toList();
  }

  private static boolean isWide(
      CellKey cell, Map<CellKey, Long> low, Map<CellKey, Long> high, Published published) {
    return low.containsKey(cell)
        && new HiddenBound(cell, low.get(cell), high.get(cell)).isWide(published.rule());
  }

  private static Optional<Map<CellKey, Long>> witness(
      Published published, Published.Part part, CellKey cell, boolean up) {
    var model = new ExpressionsBasedModel();
    var variables = new HashMap<CellKey, Variable>();
    for (var one : part.cells()) {
      var variable =
          model
              .newVariable("c" + variables.size())
              .lower(published.least(one))
              .upper(published.greatest(one))
              .integer(true);
      variables.put(one, variable);
    }
    variables.get(cell).weight(1);
    for (var sum : part.sums()) {
      var expression = model.newExpression("s" + model.countExpressions()).level(0);
      sum.parts().forEach(one -> expression.set(variables.get(one), 1));
      expression.set(variables.get(sum.total()), -1);
    }
    Optimisation.Result result = up ? model.maximise() : model.minimise();
    if (!result.getState().isFeasible()) {
      return Optional.empty();
    }
    Map<CellKey, Long> counts = new HashMap<>();
    variables.forEach(
        (one, variable) ->
            counts.put(one, Math.round(result.doubleValue(model.indexOf(variable)))));
    return Optional.of(counts).filter(found -> fits(published, part, found));
  }

  /** Whether these counts would have been published as the cells are. */
  private static boolean fits(Published published, Published.Part part, Map<CellKey, Long> counts) {
    return part.cells().stream()
            .allMatch(
                c -> counts.get(c) >= published.least(c) && counts.get(c) <= published.greatest(c))
        && part.sums().stream()
            .allMatch(
                sum ->
                    counts.get(sum.total()) == sum.parts().stream().mapToLong(counts::get).sum());
  }
}
