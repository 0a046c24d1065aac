package parley.submissions.view.path;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A date, a time of day or both, no more exact than it was written (FHIRPath, Date, DateTime and
 * Time).
 *
 * @param start the first instant it can mean, on the clock of its own offset; a time stands on
 *     1970-01-01
 * @param offset empty when none was written
 */
public record Moment(
    Sort sort, Precision precision, LocalDateTime start, Optional<ZoneOffset> offset) {

  /** The three temporal types. */
  public enum Sort {
    DATE,
    DATE_TIME,
    TIME
  }

  /** How exact a moment is. Seconds and their parts are one precision when compared. */
  public enum Precision {
    YEAR(ChronoUnit.YEARS),
    MONTH(ChronoUnit.MONTHS),
    DAY(ChronoUnit.DAYS),
    HOUR(ChronoUnit.HOURS),
    MINUTE(ChronoUnit.MINUTES),
    SECOND(ChronoUnit.SECONDS),
    MILLISECOND(ChronoUnit.MILLIS);

    private final ChronoUnit unit;

    Precision(ChronoUnit unit) {
      this.unit = unit;
    }
  }

  private static final LocalDate NO_DAY = LocalDate.EPOCH;
  private static final Pattern DATE = Pattern.compile("(\\d{4})(?:-(\\d{2})(?:-(\\d{2}))?)?");
  private static final Pattern TIME =
      Pattern.compile("(\\d{2})(?::(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?)?");
  private static final Pattern OFFSET = Pattern.compile("(Z|[+-]\\d{2}:\\d{2})$");

  /** A date of FHIR; empty when the text is none. */
  static Optional<Moment> date(String text) {
    return dated(Sort.DATE, text);
  }

  /** A time of day of FHIR; empty when the text is none. */
  static Optional<Moment> time(String text) {
    return timed(Sort.TIME, NO_DAY, text, Optional.empty());
  }

  /** A dateTime or instant of FHIR; empty when the text is none. */
  static Optional<Moment> dateTime(String text) {
    var split = text.indexOf('T');
    if (split < 0) {
      return dated(Sort.DATE_TIME, text);
    }
    var rest = text.substring(split + 1);
    var day = dated(Sort.DATE_TIME, text.substring(0, split));
    if (rest.isEmpty() || day.isEmpty()) {
      return day;
    }
    if (day.get().precision != Precision.DAY) {
      return Optional.empty();
    }
    var zone = OFFSET.matcher(rest);
    var offset = Optional.<ZoneOffset>empty();
    if (zone.find()) {
      try {
        offset = Optional.of(ZoneOffset.of(zone.group(1)));
      } catch (DateTimeException noOffset) {
        return Optional.empty();
      }
      rest = rest.substring(0, zone.start());
    }
    return timed(Sort.DATE_TIME, day.get().start.toLocalDate(), rest, offset);
  }

  private static Optional<Moment> dated(Sort sort, String text) {
    var parts = DATE.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    var precision =
        parts.group(3) != null
            ? Precision.DAY
            : parts.group(2) != null ? Precision.MONTH : Precision.YEAR;
    try {
      var day =
          LocalDate.of(
              number(parts.group(1), 0), number(parts.group(2), 1), number(parts.group(3), 1));
      return Optional.of(new Moment(sort, precision, day.atStartOfDay(), Optional.empty()));
    } catch (DateTimeException noDay) {
      return Optional.empty();
    }
  }

  private static Optional<Moment> timed(
      Sort sort, LocalDate day, String text, Optional<ZoneOffset> offset) {
    var parts = TIME.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    var precision = Precision.HOUR;
    var nanos = 0;
    if (parts.group(4) != null) {
      precision = Precision.MILLISECOND;
      nanos = Integer.parseInt((parts.group(4) + "00000000").substring(0, 9));
    } else if (parts.group(3) != null) {
      precision = Precision.SECOND;
    } else if (parts.group(2) != null) {
      precision = Precision.MINUTE;
    }
    try {
      var clock =
          LocalTime.of(
              number(parts.group(1), 0),
              number(parts.group(2), 0),
              number(parts.group(3), 0),
              nanos);
      return Optional.of(new Moment(sort, precision, day.atTime(clock), offset));
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  private static int number(@Nullable String digits, int otherwise) {
    return digits == null ? otherwise : Integer.parseInt(digits);
  }

  /** The first instant after those it can mean, on its own clock. */
  LocalDateTime end() {
    return precision == Precision.SECOND || precision == Precision.MILLISECOND
        ? start.plusNanos(1)
        : start.plus(1, precision.unit);
  }

  /** Seconds and their parts are one precision. */
  boolean isAsExactAs(Moment other) {
    return precision == other.precision
        || precision.compareTo(Precision.SECOND) >= 0
            && other.precision.compareTo(Precision.SECOND) >= 0;
  }

  boolean isWholeDay() {
    return precision.compareTo(Precision.DAY) <= 0;
  }

  Moment as(Sort other) {
    return new Moment(other, precision, start, offset);
  }

  /**
   * Moves it by a calendar duration. A duration finer than the moment is first turned into whole
   * units of its precision, at 30 days a month and 365 a year (FHIRPath 6.7).
   */
  Moment plus(long amount, ChronoUnit by) {
    if (by.compareTo(precision.unit) >= 0 || precision == Precision.MILLISECOND) {
      return new Moment(sort, precision, moved(amount, by), offset);
    }
    var whole =
        by == ChronoUnit.MONTHS
            ? amount / 12
            : by.getDuration().multipliedBy(amount).dividedBy(length(precision));
    return new Moment(sort, precision, moved(whole, precision.unit), offset);
  }

  private static Duration length(Precision precision) {
    return switch (precision) {
      case YEAR -> Duration.ofDays(365);
      case MONTH -> Duration.ofDays(30);
      default -> precision.unit.getDuration();
    };
  }

  private LocalDateTime moved(long amount, ChronoUnit unit) {
    var moved = start.plus(amount, unit);
    return sort == Sort.TIME ? NO_DAY.atTime(moved.toLocalTime()) : moved;
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    if (sort != Sort.TIME) {
      text.append(
          start.toLocalDate().toString(),
          0,
          precision.compareTo(Precision.DAY) >= 0 ? 10 : precision == Precision.MONTH ? 7 : 4);
    }
    if (isWholeDay()) {
      return text.toString();
    }
    if (sort == Sort.DATE_TIME) {
      text.append('T');
    }
    var clock = start.toLocalTime();
    text.append(two(clock.getHour()));
    if (precision.compareTo(Precision.MINUTE) >= 0) {
      text.append(':').append(two(clock.getMinute()));
    }
    if (precision.compareTo(Precision.SECOND) >= 0) {
      text.append(':').append(two(clock.getSecond()));
    }
    if (precision == Precision.MILLISECOND) {
      text.append('.').append(String.valueOf(1_000 + clock.getNano() / 1_000_000).substring(1));
    }
    offset.ifPresent(zone -> text.append(zone.getId()));
    return text.toString();
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : String.valueOf(number);
  }
}
