package parley.mappings.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates as English spreadsheets write them. */
final class CsvDates {

  /** 2026-11-02, with or without a time behind it. */
  private static final Pattern ISO =
      Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})(?:[T ](\\d{2}):(\\d{2})(?::(\\d{2}))?)?");

  /** 02/11/2026, day first as in England; 2.11.2026 and 2-11-2026 too. */
  private static final Pattern ENGLISH =
      Pattern.compile(
          "(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})(?: (\\d{1,2}):(\\d{2})(?::(\\d{2}))?)?");

  private static final Pattern HL7 = Pattern.compile("\\d{8}(?:\\d{4}(?:\\d{2})?)?");

  private CsvDates() {}

  /** As an HL7 v2 time stamp; empty when there is no such day. A two-digit year is no date. */
  static Optional<String> hl7(String text) {
    var iso = ISO.matcher(text);
    if (iso.matches()) {
      return day(iso.group(1), iso.group(2), iso.group(3))
          .map(day -> day + time(iso.group(4), iso.group(5), iso.group(6)));
    }
    var english = ENGLISH.matcher(text);
    if (english.matches()) {
      return day(english.group(3), english.group(2), english.group(1))
          .map(day -> day + time(english.group(4), english.group(5), english.group(6)));
    }
    return HL7.matcher(text).matches()
        ? day(text.substring(0, 4), text.substring(4, 6), text.substring(6, 8))
            .map(day -> day + text.substring(8))
        : Optional.empty();
  }

  private static Optional<String> day(String year, String month, String day) {
    try {
      var date =
          LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
      return Optional.of(date.toString().replace("-", ""));
    } catch (DateTimeException impossible) {
      return Optional.empty();
    }
  }

  private static String time(
      @Nullable String hour, @Nullable String minute, @Nullable String second) {
    if (hour == null || minute == null) {
      return "";
    }
    return (hour.length() == 1 ? "0" : "") + hour + minute + (second == null ? "" : second);
  }
}
