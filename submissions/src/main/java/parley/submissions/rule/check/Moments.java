package parley.submissions.rule.check;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** Dates and times as the file writes them. */
final class Moments {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);
  private static final int DATE_LENGTH = 10;

  private Moments() {}

  /** The day of {@code YYYY-MM-DD}, or of a date and time; empty when it is none. */
  static Optional<LocalDate> day(String text) {
    return text.length() > DATE_LENGTH
        ? dateTime(text).map(LocalDateTime::toLocalDate)
        : date(text);
  }

  static Optional<LocalDate> date(String text) {
    try {
      return text.length() == DATE_LENGTH ? Optional.of(LocalDate.parse(text)) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static Optional<LocalTime> time(String text) {
    try {
      return Optional.of(LocalTime.parse(text, TIME));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static Optional<LocalDateTime> dateTime(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, DATE_TIME));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
