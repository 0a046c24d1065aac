package parley.submissions.view.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles FHIRPath expressions. Safe for many threads. */
public final class PathCompiler {

  private final TypeModel model;
  private final Functions functions;

  public PathCompiler(TypeModel model) {
    this.model = model;
    this.functions = new Functions(model);
  }

  /**
   * @param text the expression
   * @param focus the types on which it will be evaluated; none when they are not known
   * @param constants values of {@code %name} by their names
   */
  public PathCompilation compile(String text, List<FhirType> focus, Map<String, Item> constants) {
    try {
      var parsed = Parser.parse(text);
      var compilation = new Compilation(model, functions, constants);
      var typed = compilation.compile(parsed, focus);
      var rowIndex = parsed instanceof Expr.Variable variable && variable.name().equals("rowIndex");
      return new PathCompilation.Compiled(new PathExpression(typed, rowIndex), compilation.notes());
    } catch (SyntaxProblem problem) {
      return new PathCompilation.Refused(problem.problem());
    }
  }

  /** The resource as an item; empty when it is of no type that R4 has. */
  public Optional<Item> resource(JsonNode json) {
    return model
        .named(json.path("resourceType").asText())
        .map(type -> new Item.Node(type, json, MissingNode.getInstance()));
  }

  /** A value as it stands in FHIR's JSON, such as that of a constant. */
  public static Optional<Item> value(FhirType type, JsonNode json) {
    try {
      return Values.system(new Item.Node(type, json, MissingNode.getInstance()));
    } catch (PathFailure invalid) {
      return Optional.empty();
    }
  }
}
