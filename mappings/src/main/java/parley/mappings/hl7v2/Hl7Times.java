package parley.mappings.hl7v2;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.InstantType;
import parley.terminology.England;

/**
 * HL7 v2 time stamps (TS and DTM, HL7 v2.4 section 2.8.41: {@code
 * YYYY[MM[DD[HHMM[SS[.S[S[S[S]]]]]]]][+/-ZZZZ]}) as FHIR dates, with the precision they have. A
 * time without an offset is English local time. Empty answers mean that there is no such moment.
 */
public final class Hl7Times {

  private static final Pattern TIME_STAMP =
      Pattern.compile(
          "(\\d{4})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:\\.(\\d{1,4}))?)?)?)?)?)?"
              + "([+-]\\d{4})?");

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS");

  private Hl7Times() {}

  /** A FHIR date: year, month or day; a time of day is left off. */
  public static Optional<DateType> date(String timeStamp) {
    var parts = TIME_STAMP.matcher(timeStamp);
    if (!parts.matches() || !exists(parts)) {
      return Optional.empty();
    }
    return Optional.of(new DateType(day(parts)));
  }

  /**
   * A FHIR dateTime. FHIR has no precision between day and second: hours and minutes get zero
   * seconds (FHIR R4 section 2.24.0.1 allows that); an hour alone is given as the day.
   */
  public static Optional<DateTimeType> dateTime(String timeStamp) {
    var parts = TIME_STAMP.matcher(timeStamp);
    if (!parts.matches() || !exists(parts)) {
      return Optional.empty();
    }
    return Optional.of(new DateTimeType(parts.group(5) == null ? day(parts) : moment(parts)));
  }

  /** A FHIR instant; empty, too, when the time stamp is less exact than a minute. */
  public static Optional<InstantType> instant(String timeStamp) {
    var parts = TIME_STAMP.matcher(timeStamp);
    if (!parts.matches() || parts.group(5) == null || !exists(parts)) {
      return Optional.empty();
    }
    return Optional.of(new InstantType(moment(parts)));
  }

  /**
   * A FHIR instant of what was written shortly before it was received: in the hour that comes twice
   * when the clocks go back, the one nearer to the receipt.
   */
  public static Optional<InstantType> instant(String timeStamp, Instant received) {
    var parts = TIME_STAMP.matcher(timeStamp);
    var first = instant(timeStamp);
    if (first.isEmpty() || !parts.matches() || parts.group(8) != null) {
      return first;
    }
    var later = ZonedDateTime.of(local(parts), England.TIME).withLaterOffsetAtOverlap();
    var apart = Duration.between(later.toInstant(), received).abs();
    var firstApart = Duration.between(first.get().getValue().toInstant(), received).abs();
    return apart.compareTo(firstApart) < 0
        ? Optional.of(new InstantType(shown(parts, later.toLocalDateTime(), later.getOffset())))
        : first;
  }

  /** Whether there is such a day and time in the calendar. */
  private static boolean exists(Matcher parts) {
    try {
      var year = Integer.parseInt(parts.group(1));
      if (year < 1) {
        return false;
      }
      if (parts.group(3) != null) {
        local(parts);
      } else if (parts.group(2) != null) {
        YearMonth.of(year, Integer.parseInt(parts.group(2)));
      }
      offset(parts);
      return true;
    } catch (DateTimeException impossible) {
      return false;
    }
  }

  private static String day(Matcher parts) {
    var text = new StringBuilder(parts.group(1));
    if (parts.group(2) != null) {
      text.append('-').append(parts.group(2));
    }
    if (parts.group(3) != null) {
      text.append('-').append(parts.group(3));
    }
    return text.toString();
  }

  private static String moment(Matcher parts) {
    var local = local(parts);
    var offset = offset(parts).orElseGet(() -> ZonedDateTime.of(local, England.TIME).getOffset());
    // In the spring hour that the clock leaves out, the time java.time moves to is the one meant.
    var shown =
        offset(parts).isPresent() ? local : ZonedDateTime.of(local, England.TIME).toLocalDateTime();
    return shown(parts, shown, offset);
  }

  private static String shown(Matcher parts, LocalDateTime local, ZoneOffset offset) {
    var format = parts.group(7) == null ? SECONDS : MILLIS;
    var zone = offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    return local.format(format) + zone;
  }

  private static LocalDateTime local(Matcher parts) {
    var day = LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3));
    var nanos =
        parts.group(7) == null
            ? 0
            : Integer.parseInt((parts.group(7) + "000").substring(0, 4)) * 100_000;
    return day.atTime(number(parts, 4), number(parts, 5), number(parts, 6), nanos);
  }

  private static int number(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Integer.parseInt(parts.group(group));
  }

  private static Optional<ZoneOffset> offset(Matcher parts) {
    return Optional.ofNullable(parts.group(8)).map(ZoneOffset::of);
  }
}
