package parley.submissions.view.path;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import parley.submissions.view.path.Item.Amount;
import parley.submissions.view.path.Item.Exact;
import parley.submissions.view.path.Item.Text;
import parley.submissions.view.path.Item.When;
import parley.submissions.view.path.Item.Whole;

/** {@code + - * / div mod &} (FHIRPath 6.6 and 6.7). */
final class Arithmetic {

  static final MathContext PRECISION = new MathContext(28, RoundingMode.HALF_UP);

  private Arithmetic() {}

  static List<Item> calculate(String operator, List<Item> left, List<Item> right) {
    if (operator.equals("&")) {
      return Item.text(textOrNone(left) + textOrNone(right));
    }
    var first = Values.single(left, "operator " + operator);
    var second = Values.single(right, "operator " + operator);
    if (first.isEmpty() || second.isEmpty()) {
      return List.of();
    }
    var result = calculate(operator, first.get(), second.get());
    return result.map(List::of).orElse(List.of());
  }

  private static String textOrNone(List<Item> items) {
    return Values.text(items, "operator &").orElse("");
  }

  private static Optional<Item> calculate(String operator, Item left, Item right) {
    if (operator.equals("+") && left instanceof Text a && right instanceof Text b) {
      return Optional.of(new Text(a.value() + b.value()));
    }
    if (left instanceof When when && right instanceof Amount by && "+-".contains(operator)) {
      return Optional.of(new When(Units.moved(when.value(), by, operator.equals("+") ? 1 : -1)));
    }
    if (left instanceof Whole a && right instanceof Whole b && !operator.equals("/")) {
      return whole(operator, a.value(), b.value());
    }
    if (left instanceof Amount a && right instanceof Amount b && "+-".contains(operator)) {
      return a.unit().equals(b.unit())
          ? decimal(operator, a.value(), b.value()).map(sum -> new Amount(sum, a.unit()))
          : Optional.empty();
    }
    var number = Values.number(left);
    var other = Values.number(right);
    if (number.isEmpty() || other.isEmpty()) {
      throw Values.wrongType("operator " + operator, "two numbers, or a date and a duration");
    }
    return decimal(operator, number.get(), other.get())
        .map(result -> operator.equals("div") ? new Whole(result.longValue()) : new Exact(result));
  }

  /** Overflow and division by zero give nothing. */
  private static Optional<Item> whole(String operator, long left, long right) {
    try {
      return switch (operator) {
        case "+" -> Optional.of(new Whole(Math.addExact(left, right)));
        case "-" -> Optional.of(new Whole(Math.subtractExact(left, right)));
        case "*" -> Optional.of(new Whole(Math.multiplyExact(left, right)));
        case "div" -> right == 0 ? Optional.empty() : Optional.of(new Whole(left / right));
        default -> right == 0 ? Optional.empty() : Optional.of(new Whole(left % right));
      };
    } catch (ArithmeticException overflow) {
      return Optional.empty();
    }
  }

  private static Optional<BigDecimal> decimal(String operator, BigDecimal left, BigDecimal right) {
    return switch (operator) {
      case "+" -> Optional.of(left.add(right));
      case "-" -> Optional.of(left.subtract(right));
      case "*" -> Optional.of(left.multiply(right));
      default ->
          right.signum() == 0 ? Optional.empty() : Optional.of(divided(operator, left, right));
    };
  }

  private static BigDecimal divided(String operator, BigDecimal left, BigDecimal right) {
    return switch (operator) {
      case "/" -> plain(left.divide(right, PRECISION));
      case "div" -> left.divideToIntegralValue(right);
      default -> left.remainder(right);
    };
  }

  /** Without the zeros that a division may leave behind, and without an exponent. */
  static BigDecimal plain(BigDecimal number) {
    var stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
