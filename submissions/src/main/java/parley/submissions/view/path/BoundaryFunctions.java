package parley.submissions.view.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.submissions.view.path.Function.Arguments;
import parley.submissions.view.path.Item.Amount;
import parley.submissions.view.path.Item.Exact;
import parley.submissions.view.path.Item.Node;
import parley.submissions.view.path.Item.When;
import parley.submissions.view.path.Moment.Precision;
import parley.submissions.view.path.Moment.Sort;

/**
 * {@code lowBoundary()} and {@code highBoundary()}: the least and the greatest value that something
 * of its precision can mean. Of a Period, the low boundary of its start and the high one of its
 * end: UNVERIFIED, the specification names the Period and says no more.
 */
final class BoundaryFunctions {

  private static final int MOST_DIGITS = 28;

  private BoundaryFunctions() {}

  static void register(Map<String, Function> functions) {
    functions.put(
        "lowBoundary",
        Function.plain(0, 1, BoundaryFunctions::types, (in, args) -> of(in, args, true)));
    functions.put(
        "highBoundary",
        Function.plain(0, 1, BoundaryFunctions::types, (in, args) -> of(in, args, false)));
  }

  private static List<FhirType> types(List<FhirType> input, List<List<FhirType>> arguments) {
    return input.stream().map(BoundaryFunctions::type).distinct().toList();
  }

  private static FhirType type(FhirType of) {
    return switch (of.kind()) {
      case DATE -> TypeModel.DATE;
      case TIME -> TypeModel.TIME;
      case WHOLE, DECIMAL -> TypeModel.DECIMAL;
      case QUANTITY -> TypeModel.QUANTITY;
      default -> TypeModel.DATE_TIME;
    };
  }

  private static List<Item> of(List<Item> input, Arguments args, boolean low) {
    var where = "input of " + args.function() + "()";
    var digits = args.size() == 0 ? Optional.<Long>empty() : args.whole(0);
    var value = Values.single(input, where);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get() instanceof When when) {
      return moment(when.value(), digits, low);
    }
    if (value.get() instanceof Amount amount) {
      return number(amount.value(), digits, low)
          .<List<Item>>map(bound -> List.of(new Amount(bound, amount.unit())))
          .orElse(List.of());
    }
    if (value.get() instanceof Node node && node.type().name().equals("Period")) {
      return period(node.json().path(low ? "start" : "end"), digits, low);
    }
    var number =
        Values.number(value.get())
            .orElseThrow(() -> Values.wrongType(where, "a number, a date, a time or a Period"));
    return number(number, digits, low)
        .<List<Item>>map(bound -> List.of(new Exact(bound)))
        .orElse(List.of());
  }

  private static List<Item> period(JsonNode end, Optional<Long> digits, boolean low) {
    return Moment.dateTime(end.asText())
        .map(moment -> moment(moment, digits, low))
        .orElse(List.of());
  }

  /** Half a unit of the last digit that was written, to either side. */
  private static Optional<BigDecimal> number(
      BigDecimal number, Optional<Long> digits, boolean low) {
    var scale = Math.max(0, number.scale());
    var half = new BigDecimal(java.math.BigInteger.valueOf(5), scale + 1);
    var bound = low ? number.subtract(half) : number.add(half);
    if (digits.isEmpty()) {
      return Optional.of(bound);
    }
    if (digits.get() < 0 || digits.get() > MOST_DIGITS) {
      return Optional.empty();
    }
    return Optional.of(
        bound.setScale(digits.get().intValue(), low ? RoundingMode.FLOOR : RoundingMode.CEILING));
  }

  private static List<Item> moment(Moment moment, Optional<Long> digits, boolean low) {
    var precision =
        digits.map(one -> precision(moment.sort(), one)).orElse(Optional.of(finest(moment.sort())));
    return precision
        .<List<Item>>map(
            one -> List.of(new When(low ? Moments.low(moment, one) : Moments.high(moment, one))))
        .orElse(List.of());
  }

  private static Precision finest(Sort sort) {
    return sort == Sort.DATE ? Precision.DAY : Precision.MILLISECOND;
  }

  /** The precision that a number of digits stands for, such as 6 for a year and a month. */
  private static Optional<Precision> precision(Sort sort, long digits) {
    var ofDay = sort == Sort.TIME ? digits + 8 : digits;
    var precision =
        switch ((int) ofDay) {
          case 4 -> Precision.YEAR;
          case 6 -> Precision.MONTH;
          case 8 -> Precision.DAY;
          case 10 -> Precision.HOUR;
          case 12 -> Precision.MINUTE;
          case 14 -> Precision.SECOND;
          case 17 -> Precision.MILLISECOND;
          default -> Precision.YEAR;
        };
    var known = ofDay == 4 || ofDay == 17 || ofDay >= 6 && ofDay <= 14 && ofDay % 2 == 0;
    var fits =
        sort == Sort.DATE_TIME || (sort == Sort.DATE) == (precision.compareTo(Precision.DAY) <= 0);
    return known && fits ? Optional.of(precision) : Optional.empty();
  }
}
