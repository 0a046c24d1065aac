package parley.submissions.view.path;

import java.util.List;
import java.util.Optional;

/**
 * A function of FHIRPath.
 *
 * @param least fewest arguments
 * @param most most arguments
 * @param criteria whether its arguments are evaluated on each item of the input, as in {@code
 *     where()}
 */
record Function(int least, int most, boolean criteria, Results results, Body body) {

  @FunctionalInterface
  interface Body {
    List<Item> apply(List<Item> input, Arguments arguments);
  }

  /** The types of what it gives; empty when unknown. */
  @FunctionalInterface
  interface Results {
    List<FhirType> of(List<FhirType> input, List<List<FhirType>> arguments);

    Results SAME = (input, arguments) -> input;
    Results UNKNOWN = (input, arguments) -> List.of();
    Results FIRST_ARGUMENT = (input, arguments) -> arguments.get(0);

    static Results always(FhirType type) {
      return (input, arguments) -> List.of(type);
    }
  }

  /** The arguments of one call, evaluated when asked for. */
  record Arguments(String function, Scope scope, List<Evaluator> evaluators) {

    int size() {
      return evaluators.size();
    }

    List<Item> values(int argument) {
      return evaluators.get(argument).on(scope);
    }

    List<Item> onEach(int argument, Item item, int position) {
      return evaluators.get(argument).on(scope.at(item, position));
    }

    boolean holds(int argument, Item item, int position) {
      return Values.isTrue(onEach(argument, item, position), "criterion of " + function + "()");
    }

    Optional<String> text(int argument) {
      return Values.text(values(argument), "argument of " + function + "()");
    }

    Optional<Long> whole(int argument) {
      return Values.whole(values(argument), "argument of " + function + "()");
    }
  }

  static Function plain(int least, int most, Results results, Body body) {
    return new Function(least, most, false, results, body);
  }

  static Function criteria(int least, int most, Results results, Body body) {
    return new Function(least, most, true, results, body);
  }
}
