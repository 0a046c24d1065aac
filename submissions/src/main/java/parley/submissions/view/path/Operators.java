package parley.submissions.view.path;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Operators with two operands (FHIRPath 6). */
final class Operators {

  private static final Set<String> ARITHMETIC = Set.of("+", "-", "*", "/", "div", "mod", "&");
  private static final Set<String> LOGIC = Set.of("and", "or", "xor", "implies");

  private interface OnLists {
    List<Item> apply(List<Item> left, List<Item> right);
  }

  private Operators() {}

  static Typed typed(String operator, Typed left, Typed right) {
    if (LOGIC.contains(operator)) {
      return Typed.of(TypeModel.BOOLEAN, logic(operator, left.evaluator(), right.evaluator()));
    }
    var body = body(operator);
    Evaluator both = scope -> body.apply(left.evaluator().on(scope), right.evaluator().on(scope));
    if (operator.equals("|")) {
      var known = !left.types().isEmpty() && !right.types().isEmpty();
      return new Typed(both, known ? CompiledTypes.joined(left.types(), right.types()) : List.of());
    }
    if (ARITHMETIC.contains(operator)) {
      return new Typed(both, CompiledTypes.arithmetic(operator, left.types(), right.types()));
    }
    return Typed.of(TypeModel.BOOLEAN, both);
  }

  private static OnLists body(String operator) {
    return switch (operator) {
      case "=" -> (left, right) -> answer(Equality.equal(left, right));
      case "!=" -> (left, right) -> answer(Equality.equal(left, right).map(one -> !one));
      case "~" -> (left, right) -> Item.truth(Equality.equivalent(left, right));
      case "!~" -> (left, right) -> Item.truth(!Equality.equivalent(left, right));
      case "<" -> (left, right) -> answer(Equality.order(left, right).map(one -> one < 0));
      case ">" -> (left, right) -> answer(Equality.order(left, right).map(one -> one > 0));
      case "<=" -> (left, right) -> answer(Equality.order(left, right).map(one -> one <= 0));
      case ">=" -> (left, right) -> answer(Equality.order(left, right).map(one -> one >= 0));
      case "|" -> CollectionFunctions::union;
      case "in" -> Operators::in;
      case "contains" -> (left, right) -> in(right, left);
      default -> (left, right) -> Arithmetic.calculate(operator, left, right);
    };
  }

  private static List<Item> in(List<Item> wanted, List<Item> items) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    if (wanted.size() > 1) {
      throw Values.wrongType("membership", "one value");
    }
    return Item.truth(Equality.contains(items, wanted.get(0)));
  }

  private static List<Item> answer(Optional<Boolean> answer) {
    return answer.map(Item::truth).orElse(List.of());
  }

  /** Three-valued; the right side is not evaluated when the left one decides. */
  private static Evaluator logic(String operator, Evaluator left, Evaluator right) {
    var where = "operator " + operator;
    return scope -> {
      var first = Values.truth(left.on(scope), where);
      var decided = decided(operator, first);
      if (decided.isPresent()) {
        return Item.truth(decided.get());
      }
      var second = Values.truth(right.on(scope), where);
      return answer(
          switch (operator) {
            case "and" -> and(first, second);
            case "or" -> and(not(first), not(second)).map(one -> !one);
            case "xor" -> first.flatMap(one -> second.map(other -> one != other));
            default -> and(first, not(second)).map(one -> !one);
          });
    };
  }

  private static Optional<Boolean> decided(String operator, Optional<Boolean> left) {
    return switch (operator) {
      case "and" -> left.filter(one -> !one);
      case "or" -> left.filter(one -> one);
      case "implies" -> left.filter(one -> !one).map(one -> true);
      default -> Optional.empty();
    };
  }

  private static Optional<Boolean> and(Optional<Boolean> left, Optional<Boolean> right) {
    var known = left.or(() -> right);
    if (left.isPresent() && right.isPresent()) {
      return Optional.of(left.get() && right.get());
    }
    return known.filter(one -> !one);
  }

  private static Optional<Boolean> not(Optional<Boolean> answer) {
    return answer.map(one -> !one);
  }
}
