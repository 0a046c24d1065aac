package parley.submissions.view.path;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import parley.submissions.view.path.Function.Results;
import parley.submissions.view.path.Item.Amount;
import parley.submissions.view.path.Item.Exact;
import parley.submissions.view.path.Item.Text;
import parley.submissions.view.path.Item.Truth;
import parley.submissions.view.path.Item.When;
import parley.submissions.view.path.Item.Whole;
import parley.submissions.view.path.Moment.Sort;

/** {@code toX()} and {@code convertsToX()} (FHIRPath 5.5). */
final class ConversionFunctions {

  private static final Set<String> TRUE_WORDS = Set.of("true", "t", "yes", "y", "1", "1.0");
  private static final Set<String> FALSE_WORDS = Set.of("false", "f", "no", "n", "0", "0.0");
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");
  private static final Pattern QUANTITY =
      Pattern.compile(
          "(?<value>[+-]?[0-9]+(?:\\.[0-9]+)?)\\s*(?:'(?<unit>[^']+)'|(?<word>[a-z]+))?");

  private interface Conversion {
    Optional<Item> of(Item value);
  }

  private ConversionFunctions() {}

  static void register(Map<String, Function> functions) {
    add(functions, "Boolean", TypeModel.BOOLEAN, ConversionFunctions::toTruth);
    add(functions, "Integer", TypeModel.INTEGER, ConversionFunctions::toWhole);
    add(functions, "Decimal", TypeModel.DECIMAL, ConversionFunctions::toDecimal);
    add(functions, "String", TypeModel.STRING, ConversionFunctions::toText);
    add(functions, "Date", TypeModel.DATE, ConversionFunctions::toDate);
    add(functions, "DateTime", TypeModel.DATE_TIME, ConversionFunctions::toDateTime);
    add(functions, "Time", TypeModel.TIME, ConversionFunctions::toTime);
    add(functions, "Quantity", TypeModel.QUANTITY, ConversionFunctions::toQuantity);
  }

  private static void add(
      Map<String, Function> functions, String name, FhirType type, Conversion conversion) {
    functions.put(
        "to" + name,
        Function.plain(
            0,
            0,
            Results.always(type),
            (input, args) ->
                Values.single(input, "input of " + args.function() + "()")
                    .flatMap(conversion::of)
                    .map(List::of)
                    .orElse(List.of())));
    functions.put(
        "convertsTo" + name,
        Function.plain(
            0,
            0,
            Results.always(TypeModel.BOOLEAN),
            (input, args) ->
                Values.single(input, "input of " + args.function() + "()")
                    .map(value -> Item.truth(conversion.of(value).isPresent()))
                    .orElse(List.of())));
  }

  private static Optional<Item> toTruth(Item value) {
    if (value instanceof Truth) {
      return Optional.of(value);
    }
    var word = toText(value).map(text -> ((Text) text).value().toLowerCase(Locale.ROOT));
    return word.filter(one -> TRUE_WORDS.contains(one) || FALSE_WORDS.contains(one))
        .map(one -> new Truth(TRUE_WORDS.contains(one)));
  }

  private static Optional<Item> toWhole(Item value) {
    if (value instanceof Whole) {
      return Optional.of(value);
    }
    if (value instanceof Truth truth) {
      return Optional.of(new Whole(truth.value() ? 1 : 0));
    }
    return value instanceof Text text && WHOLE.matcher(text.value()).matches()
        ? Optional.of(new Whole(Long.parseLong(text.value())))
        : Optional.empty();
  }

  private static Optional<Item> toDecimal(Item value) {
    if (value instanceof Truth truth) {
      return Optional.of(new Exact(truth.value() ? BigDecimal.ONE : BigDecimal.ZERO));
    }
    if (value instanceof Text text && DECIMAL.matcher(text.value()).matches()) {
      return Optional.of(new Exact(new BigDecimal(text.value())));
    }
    return Values.number(value).map(Exact::new);
  }

  private static Optional<Item> toText(Item value) {
    if (value instanceof Amount amount) {
      var unit = Units.isCalendarWord(amount.unit()) ? amount.unit() : "'" + amount.unit() + "'";
      return Optional.of(new Text(amount.value().toPlainString() + " " + unit));
    }
    return Values.written(value).map(Text::new);
  }

  private static Optional<Item> toDate(Item value) {
    if (value instanceof When when && when.value().sort() != Sort.TIME) {
      var day = when.value();
      var precision = day.isWholeDay() ? day.precision() : Moment.Precision.DAY;
      return Optional.of(
          new When(
              new Moment(
                  Sort.DATE,
                  precision,
                  day.start().toLocalDate().atStartOfDay(),
                  Optional.empty())));
    }
    return value instanceof Text text ? Moment.date(text.value()).map(When::new) : Optional.empty();
  }

  private static Optional<Item> toDateTime(Item value) {
    if (value instanceof When when && when.value().sort() != Sort.TIME) {
      return Optional.of(new When(when.value().as(Sort.DATE_TIME)));
    }
    return value instanceof Text text
        ? Moment.dateTime(text.value()).map(When::new)
        : Optional.empty();
  }

  private static Optional<Item> toTime(Item value) {
    if (value instanceof When when && when.value().sort() == Sort.TIME) {
      return Optional.of(value);
    }
    return value instanceof Text text ? Moment.time(text.value()).map(When::new) : Optional.empty();
  }

  private static Optional<Item> toQuantity(Item value) {
    if (value instanceof Amount) {
      return Optional.of(value);
    }
    if (value instanceof Text text) {
      var parts = QUANTITY.matcher(text.value());
      if (!parts.matches()
          || parts.group("word") != null && !Units.isCalendarWord(parts.group("word"))) {
        return Optional.empty();
      }
      var unit =
          Optional.ofNullable(parts.group("unit"))
              .or(() -> Optional.ofNullable(parts.group("word")));
      return Optional.of(new Amount(new BigDecimal(parts.group("value")), unit.orElse("1")));
    }
    return toDecimal(value).flatMap(Values::number).map(number -> new Amount(number, "1"));
  }
}
