package parley.submissions.view.path;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every function that an expression can call, but for those that take the name of a type. */
final class Functions {

  /** The answer would differ from run to run, or needs more than the resource itself. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "now",
          "today",
          "timeOfDay",
          "resolve",
          "memberOf",
          "conformsTo",
          "subsumes",
          "subsumedBy",
          "htmlChecks",
          "elementDefinition",
          "slice",
          "checkModifiers");

  private final Map<String, Function> functions = new HashMap<>();

  Functions(TypeModel model) {
    CollectionFunctions.register(functions);
    FilterFunctions.register(functions, model);
    TextFunctions.register(functions);
    MathFunctions.register(functions);
    ConversionFunctions.register(functions);
    FhirFunctions.register(functions, model);
    BoundaryFunctions.register(functions);
  }

  /**
   * @throws SyntaxProblem when there is no such function, or it takes more or fewer arguments
   */
  Function named(String name, int arguments) {
    var function = Optional.ofNullable(functions.get(name));
    if (function.isEmpty()) {
      throw new SyntaxProblem(
          LEFT_OUT.contains(name)
              ? name + "() is not available: a row depends on its resource alone; use a constant"
              : name + "() is no function that a view can use");
    }
    checked(name, arguments, function.get().least(), function.get().most());
    return function.get();
  }

  static void checked(String name, int arguments, int least, int most) {
    if (arguments < least || arguments > most) {
      throw new SyntaxProblem(
          name + "() takes " + (least == most ? least : least + " to " + most) + " arguments");
    }
  }
}
