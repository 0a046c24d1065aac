package parley.submissions.view.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.submissions.view.path.Function.Arguments;

/** Compiles one parsed expression. */
final class Compilation {

  private static final Map<String, String> SYSTEMS =
      Map.of(
          "sct", "http://snomed.info/sct",
          "loinc", "http://loinc.org",
          "ucum", "http://unitsofmeasure.org");

  private static final String DEFINED = "http://hl7.org/fhir/";

  private final TypeModel model;
  private final TypeNames types;
  private final Functions functions;
  private final Map<String, Item> constants;
  private final List<String> notes = new ArrayList<>();
  private List<FhirType> root = List.of();

  Compilation(TypeModel model, Functions functions, Map<String, Item> constants) {
    this.model = model;
    this.types = new TypeNames(model);
    this.functions = functions;
    this.constants = constants;
  }

  List<String> notes() {
    return notes;
  }

  Typed compile(Expr expression, List<FhirType> focus) {
    root = focus;
    return part(expression, focus);
  }

  private Typed part(Expr expression, List<FhirType> self) {
    if (expression instanceof Expr.Literal literal) {
      return constant(literal.value());
    }
    if (expression instanceof Expr.Variable variable) {
      return variable(variable.name());
    }
    if (expression instanceof Expr.Special special) {
      return special(special.name(), self);
    }
    if (expression instanceof Expr.Member member) {
      return member(member, self);
    }
    if (expression instanceof Expr.Call call) {
      return call(call, self);
    }
    if (expression instanceof Expr.Index index) {
      return index(part(index.source(), self), part(index.position(), self).evaluator());
    }
    if (expression instanceof Expr.Sign sign) {
      return signed(sign.minus(), part(sign.operand(), self));
    }
    if (expression instanceof Expr.Binary binary) {
      return Operators.typed(
          binary.operator(), part(binary.left(), self), part(binary.right(), self));
    }
    if (expression instanceof Expr.TypeTest test) {
      return typeTest(test.operator(), part(test.operand(), self), types.resolved(test.type()));
    }
    return Typed.unknown(scope -> List.of());
  }

  private static Typed constant(Item value) {
    var list = List.of(value);
    return Typed.of(TypeNames.typeOf(value), scope -> list);
  }

  private Typed variable(String name) {
    var constant = Optional.ofNullable(constants.get(name));
    if (constant.isPresent()) {
      return constant(constant.get());
    }
    if (SYSTEMS.containsKey(name)) {
      return constant(new Item.Text(SYSTEMS.get(name)));
    }
    if (name.startsWith("ext-")) {
      return constant(new Item.Text(DEFINED + "StructureDefinition/" + name.substring(4)));
    }
    if (name.startsWith("vs-")) {
      return constant(new Item.Text(DEFINED + "ValueSet/" + name.substring(3)));
    }
    return switch (name) {
      case "rowIndex" -> Typed.of(TypeModel.INTEGER, scope -> Item.whole(scope.rowIndex()));
      case "resource", "rootResource" -> Typed.unknown(scope -> List.of(scope.resource()));
      case "context" -> new Typed(scope -> List.of(scope.context()), root);
      default -> throw new SyntaxProblem("the constant %" + name + " is not defined");
    };
  }

  private static Typed special(String name, List<FhirType> self) {
    return switch (name) {
      case "$index" -> Typed.of(TypeModel.INTEGER, scope -> Item.whole(scope.index()));
      case "$total" -> Typed.unknown(Scope::total);
      default -> new Typed(Scope::self, self);
    };
  }

  private Typed member(Expr.Member member, List<FhirType> self) {
    if (member.source().isEmpty() && isType(member.name())) {
      return new Typed(scope -> types.ofType(scope.self(), member.name()), self);
    }
    return step(source(member.source(), self), member.name(), Optional.empty());
  }

  /** A path may begin with the name of what it begins on, such as Patient.name. */
  private boolean isType(String name) {
    return Character.isUpperCase(name.charAt(0)) && model.isTypeName(name);
  }

  private Typed source(Optional<Expr> source, List<FhirType> self) {
    return source.map(one -> part(one, self)).orElseGet(() -> new Typed(Scope::self, self));
  }

  private Typed step(Typed source, String name, Optional<String> wanted) {
    note(source.types(), name);
    var step = new MemberStep(model, source.evaluator(), name, wanted, source.types());
    return new Typed(step, source.types().isEmpty() ? List.of() : step.types());
  }

  /** An element that no type has gives nothing and is most often misspelt. */
  private void note(List<FhirType> owners, String name) {
    if (owners.isEmpty() || owners.stream().anyMatch(type -> type.child(name).isPresent())) {
      return;
    }
    var choice =
        owners.stream()
            .flatMap(type -> type.children().values().stream())
            .flatMap(
                child ->
                    child.forms().stream()
                        .filter(form -> form.property().equals(name))
                        .map(form -> child.name() + ".ofType(" + form.type() + ")"))
            .findFirst();
    notes.add(
        owners.get(0)
            + " has no element "
            + name
            + choice.map(path -> "; write " + path).orElse(""));
  }

  private Typed call(Expr.Call call, List<FhirType> self) {
    switch (call.name()) {
      case "ofType", "as", "is", "getReferenceKey":
        return withType(call, self);
      case "type":
        throw new SyntaxProblem("type() is not available in a view; use is or ofType()");
      default:
        break;
    }
    var function = functions.named(call.name(), call.arguments().size());
    var source = source(call.source(), self);
    var within = function.criteria() ? source.types() : self;
    var arguments = call.arguments().stream().map(one -> part(one, within)).toList();
    var evaluators = arguments.stream().map(Typed::evaluator).toList();
    var body = function.body();
    var from = source.evaluator();
    return new Typed(
        scope -> body.apply(from.on(scope), new Arguments(call.name(), scope, evaluators)),
        function.results().of(source.types(), arguments.stream().map(Typed::types).toList()));
  }

  private Typed withType(Expr.Call call, List<FhirType> self) {
    var optional = call.name().equals("getReferenceKey");
    Functions.checked(call.name(), call.arguments().size(), optional ? 0 : 1, 1);
    var wanted = call.arguments().stream().map(types::resolved).findFirst();
    if (optional) {
      var from = source(call.source(), self).evaluator();
      return new Typed(
          scope -> FhirFunctions.referenceKeys(from.on(scope), wanted),
          model.named("id").stream().toList());
    }
    if (call.name().equals("ofType")
        && call.source().orElse(new Expr.Nothing()) instanceof Expr.Member member
        && (member.source().isPresent() || !isType(member.name()))) {
      var step = step(source(member.source(), self), member.name(), wanted);
      return new Typed(step.evaluator(), narrowed(wanted.orElseThrow()));
    }
    return typeTest(call.name(), source(call.source(), self), wanted.orElseThrow());
  }

  private Typed typeTest(String operator, Typed operand, String wanted) {
    var from = operand.evaluator();
    return switch (operator) {
      case "is" -> Typed.of(TypeModel.BOOLEAN, scope -> types.is(from.on(scope), wanted));
      case "as" -> new Typed(scope -> types.as(from.on(scope), wanted), narrowed(wanted));
      default -> new Typed(scope -> types.ofType(from.on(scope), wanted), narrowed(wanted));
    };
  }

  private List<FhirType> narrowed(String wanted) {
    return types.type(wanted).stream().toList();
  }

  private static Typed index(Typed source, Evaluator position) {
    var from = source.evaluator();
    return new Typed(
        scope ->
            Values.whole(position.on(scope), "index")
                .map(
                    at -> CollectionFunctions.part(from.on(scope), at < 0 ? Long.MAX_VALUE : at, 1))
                .orElse(List.of()),
        source.types());
  }

  private static Typed signed(boolean minus, Typed operand) {
    if (!minus) {
      return operand;
    }
    var from = operand.evaluator();
    var minusOne = List.<Item>of(new Item.Whole(-1));
    return new Typed(
        scope -> {
          var items = from.on(scope);
          if (items.size() == 1
              && Values.system(items.get(0)).orElse(items.get(0)) instanceof Item.Amount amount) {
            return List.of(new Item.Amount(amount.value().negate(), amount.unit()));
          }
          return Arithmetic.calculate("*", items, minusOne);
        },
        operand.types());
  }
}
