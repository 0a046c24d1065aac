package parley.submissions.view.path;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import parley.submissions.view.path.Function.Arguments;
import parley.submissions.view.path.Function.Results;
import parley.submissions.view.path.Item.Amount;
import parley.submissions.view.path.Item.Exact;
import parley.submissions.view.path.Item.Whole;

/** Functions on numbers (FHIRPath 5.7). */
final class MathFunctions {

  private static final Results WHOLE = Results.always(TypeModel.INTEGER);
  private static final Results DECIMAL = Results.always(TypeModel.DECIMAL);

  private interface OnNumber {
    List<Item> apply(BigDecimal number, Arguments args);
  }

  private MathFunctions() {}

  static void register(Map<String, Function> functions) {
    functions.put("abs", same(BigDecimal::abs));
    functions.put("ceiling", rounded(RoundingMode.CEILING));
    functions.put("floor", rounded(RoundingMode.FLOOR));
    functions.put("truncate", rounded(RoundingMode.DOWN));
    functions.put("exp", real(Math::exp));
    functions.put("ln", real(Math::log));
    functions.put("sqrt", real(Math::sqrt));
    functions.put("round", number(0, 1, DECIMAL, MathFunctions::round));
    functions.put(
        "log",
        number(
            1,
            1,
            DECIMAL,
            (n, args) ->
                withNumber(
                    args,
                    base -> finite(Math.log(n.doubleValue()) / Math.log(base.doubleValue())))));
    functions.put(
        "power",
        number(1, 1, DECIMAL, (n, args) -> withNumber(args, exponent -> power(n, exponent))));
  }

  private interface WithNumber {
    List<Item> apply(BigDecimal argument);
  }

  private static List<Item> withNumber(Arguments args, WithNumber body) {
    return Values.single(args.values(0), "argument of " + args.function() + "()")
        .map(
            item -> Values.number(item).orElseThrow(() -> Values.wrongType("argument", "a number")))
        .map(body::apply)
        .orElse(List.of());
  }

  private static Function number(int least, int most, Results results, OnNumber body) {
    return Function.plain(
        least,
        most,
        results,
        (input, args) ->
            Values.single(input, "input of " + args.function() + "()")
                .map(item -> number(item, args))
                .map(number -> body.apply(number, args))
                .orElse(List.of()));
  }

  private static BigDecimal number(Item item, Arguments args) {
    return Values.number(item)
        .orElseThrow(() -> Values.wrongType("input of " + args.function() + "()", "a number"));
  }

  /** A function that keeps the type of its input. */
  private static Function same(UnaryOperator<BigDecimal> body) {
    return Function.plain(
        0,
        0,
        Results.SAME,
        (input, args) -> {
          var item = Values.single(input, "input of " + args.function() + "()");
          if (item.isPresent() && item.get() instanceof Amount amount) {
            return List.of(new Amount(body.apply(amount.value()), amount.unit()));
          }
          if (item.isPresent() && item.get() instanceof Whole whole) {
            return Item.whole(body.apply(BigDecimal.valueOf(whole.value())).longValue());
          }
          return item.map(one -> number(one, args))
              .<List<Item>>map(one -> List.of(new Exact(body.apply(one))))
              .orElse(List.of());
        });
  }

  private static Function rounded(RoundingMode mode) {
    return number(0, 0, WHOLE, (n, args) -> Item.whole(n.setScale(0, mode).longValue()));
  }

  private static Function real(DoubleUnaryOperator body) {
    return number(0, 0, DECIMAL, (n, args) -> finite(body.applyAsDouble(n.doubleValue())));
  }

  private static List<Item> round(BigDecimal number, Arguments args) {
    long digits = args.size() == 0 ? 0 : args.whole(0).orElse(0L);
    if (digits < 0 || digits > 28) {
      throw new PathFailure("round() takes 0 to 28 digits", "Correct its argument.");
    }
    return List.of(new Exact(number.setScale((int) digits, RoundingMode.HALF_UP)));
  }

  private static List<Item> power(BigDecimal number, BigDecimal exponent) {
    var whole =
        exponent.stripTrailingZeros().scale() <= 0
            && exponent.abs().compareTo(BigDecimal.valueOf(999)) < 0;
    if (whole && exponent.signum() >= 0) {
      var result = number.pow(exponent.intValue(), Arithmetic.PRECISION);
      return List.of(new Exact(Arithmetic.plain(result)));
    }
    return finite(Math.pow(number.doubleValue(), exponent.doubleValue()));
  }

  private static List<Item> finite(double result) {
    return Double.isFinite(result)
        ? List.of(new Exact(Arithmetic.plain(BigDecimal.valueOf(result))))
        : List.of();
  }
}
