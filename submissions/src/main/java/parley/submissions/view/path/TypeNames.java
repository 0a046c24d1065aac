package parley.submissions.view.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.submissions.view.path.Item.Node;

/** Types by name: {@code is}, {@code as}, {@code ofType()}, {@code type()} (FHIRPath 6.3). */
final class TypeNames {

  private final TypeModel model;

  TypeNames(TypeModel model) {
    this.model = model;
  }

  /**
   * The name by which the model knows a type: FHIR's own first, then FHIRPath's.
   *
   * @throws SyntaxProblem when neither has it
   */
  String resolved(String written) {
    var name = written.startsWith("FHIR.") ? written.substring(5) : written;
    if (model.isTypeName(name)) {
      return name;
    }
    if (!written.startsWith("FHIR.") && model.isTypeName("System." + name)) {
      return "System." + name;
    }
    throw new SyntaxProblem(written + " is no type of FHIR R4 or FHIRPath");
  }

  /** The name in an argument such as that of {@code ofType(Quantity)}. */
  String resolved(Expr argument) {
    if (argument instanceof Expr.Member member) {
      if (member.source().isEmpty()) {
        return resolved(member.name());
      }
      if (member.source().get() instanceof Expr.Member namespace && namespace.source().isEmpty()) {
        return resolved(namespace.name() + "." + member.name());
      }
    }
    throw new SyntaxProblem("the argument is not the name of a type");
  }

  Optional<FhirType> type(String resolved) {
    return TypeModel.SYSTEM_TYPES.stream()
        .filter(type -> type.name().equals(resolved))
        .findFirst()
        .or(() -> model.named(resolved));
  }

  boolean isA(Item item, String resolved) {
    return model.isA(typeOf(item), resolved);
  }

  static FhirType typeOf(Item item) {
    if (item instanceof Node node) {
      return node.type();
    }
    if (item instanceof Item.Truth) {
      return TypeModel.BOOLEAN;
    }
    if (item instanceof Item.Whole) {
      return TypeModel.INTEGER;
    }
    if (item instanceof Item.Exact) {
      return TypeModel.DECIMAL;
    }
    if (item instanceof Item.Text) {
      return TypeModel.STRING;
    }
    if (item instanceof Item.When when) {
      return switch (when.value().sort()) {
        case DATE -> TypeModel.DATE;
        case DATE_TIME -> TypeModel.DATE_TIME;
        case TIME -> TypeModel.TIME;
      };
    }
    return TypeModel.QUANTITY;
  }

  List<Item> ofType(List<Item> input, String resolved) {
    var kept = new ArrayList<Item>(input.size());
    for (var item : input) {
      if (isA(item, resolved)) {
        kept.add(item);
      }
    }
    return kept;
  }

  List<Item> is(List<Item> input, String resolved) {
    if (input.isEmpty()) {
      return List.of();
    }
    one(input);
    return Item.truth(isA(input.get(0), resolved));
  }

  List<Item> as(List<Item> input, String resolved) {
    one(input);
    return ofType(input, resolved);
  }

  private static void one(List<Item> input) {
    if (input.size() > 1) {
      throw new PathFailure(
          "is and as take one value and were given several",
          "Use ofType() to keep the values of one type.");
    }
  }
}
