package parley.submissions.view.path;

import java.math.BigDecimal;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import parley.submissions.view.path.Item.Amount;

/** Quantities of one unit compare; calendar durations move dates. UCUM units are not converted. */
final class Units {

  private static final Map<String, ChronoUnit> CALENDAR =
      Map.ofEntries(
          Map.entry("year", ChronoUnit.YEARS),
          Map.entry("years", ChronoUnit.YEARS),
          Map.entry("month", ChronoUnit.MONTHS),
          Map.entry("months", ChronoUnit.MONTHS),
          Map.entry("week", ChronoUnit.WEEKS),
          Map.entry("weeks", ChronoUnit.WEEKS),
          Map.entry("day", ChronoUnit.DAYS),
          Map.entry("days", ChronoUnit.DAYS),
          Map.entry("hour", ChronoUnit.HOURS),
          Map.entry("hours", ChronoUnit.HOURS),
          Map.entry("minute", ChronoUnit.MINUTES),
          Map.entry("minutes", ChronoUnit.MINUTES),
          Map.entry("second", ChronoUnit.SECONDS),
          Map.entry("seconds", ChronoUnit.SECONDS),
          Map.entry("millisecond", ChronoUnit.MILLIS),
          Map.entry("milliseconds", ChronoUnit.MILLIS),
          Map.entry("wk", ChronoUnit.WEEKS),
          Map.entry("d", ChronoUnit.DAYS),
          Map.entry("h", ChronoUnit.HOURS),
          Map.entry("min", ChronoUnit.MINUTES),
          Map.entry("s", ChronoUnit.SECONDS),
          Map.entry("ms", ChronoUnit.MILLIS));

  private Units() {}

  static boolean isCalendarWord(String word) {
    return word.length() > 3 && CALENDAR.containsKey(word) || word.equals("day");
  }

  /** Calendar durations compare when both are of years and months, or both are finer. */
  static Optional<Integer> compare(Amount left, Amount right) {
    if (left.unit().equals(right.unit())) {
      return Optional.of(left.value().compareTo(right.value()));
    }
    var first = Optional.ofNullable(CALENDAR.get(left.unit()));
    var second = Optional.ofNullable(CALENDAR.get(right.unit()));
    if (first.isEmpty()
        || second.isEmpty()
        || isOfMonths(first.get()) != isOfMonths(second.get())) {
      return Optional.empty();
    }
    return Optional.of(
        inBase(left.value(), first.get()).compareTo(inBase(right.value(), second.get())));
  }

  private static boolean isOfMonths(ChronoUnit unit) {
    return unit == ChronoUnit.YEARS || unit == ChronoUnit.MONTHS;
  }

  private static BigDecimal inBase(BigDecimal amount, ChronoUnit unit) {
    var factor =
        isOfMonths(unit) ? unit == ChronoUnit.YEARS ? 12 : 1 : unit.getDuration().toMillis();
    return amount.multiply(BigDecimal.valueOf(factor));
  }

  static Moment moved(Moment moment, Amount by, int direction) {
    var unit = Optional.ofNullable(CALENDAR.get(by.unit()));
    if (unit.isEmpty()) {
      throw new PathFailure(
          "A date moves by a calendar duration", "Write the duration as, for example, 7 days.");
    }
    try {
      return moment.plus(direction * by.value().longValue(), unit.get());
    } catch (java.time.DateTimeException | ArithmeticException outOfRange) {
      throw new PathFailure(
          "A date was moved beyond the years 0001 to 9999", "Correct the duration.");
    }
  }
}
