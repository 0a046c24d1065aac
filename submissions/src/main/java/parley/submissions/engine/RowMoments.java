package parley.submissions.engine;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.submissions.record.Finding;

/** Days and moments of rows; one that is none becomes a finding, which does not hold it. */
final class RowMoments {

  private static final int DAY = "2026-10-01".length();
  private static final DateTimeFormatter STRICT =
      DateTimeFormatter.ISO_LOCAL_DATE_TIME.withResolverStyle(ResolverStyle.STRICT);

  private final List<Finding> findings = new ArrayList<>();

  /**
   * A day, with the time of it when that is known.
   *
   * @param day English date
   * @param time English time
   */
  record Moment(LocalDate day, Optional<LocalTime> time) {}

  /** What was no day or moment so far. */
  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Empty, and a finding at the element, when the text is no whole day that exists. */
  Optional<LocalDate> day(String text, String element) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      findings.add(unreadable(element));
      return Optional.empty();
    }
  }

  /** Empty, and a finding at the element, when the text is no day, or day and time, that exists. */
  Optional<Moment> moment(String text, String element) {
    if (text.length() <= DAY) {
      return day(text, element).map(day -> new Moment(day, Optional.empty()));
    }
    try {
      var moment = LocalDateTime.parse(text, STRICT);
      return Optional.of(new Moment(moment.toLocalDate(), Optional.of(moment.toLocalTime())));
    } catch (DateTimeParseException e) {
      findings.add(unreadable(element));
      return Optional.empty();
    }
  }

  /** Notes a discharge before the referral was received. */
  void endBeforeStart(String element) {
    findings.add(
        new Finding(
            element,
            "the discharge is before the referral was received",
            "Correct the start or the end of the period."));
  }

  private static Finding unreadable(String element) {
    return new Finding(
        element,
        "the date is less exact than a day, or is a date or time that does not exist",
        "Give a date of the calendar, with a time before 24:00 if there is one.");
  }
}
