package parley.submissions.engine;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import parley.terminology.England;

/**
 * FHIR's dates and times as a clock in England shows them, before SQL sees them: a reporting period
 * ends at midnight there, whatever offset a moment was written with.
 */
final class LocalTimes {

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private LocalTimes() {}

  /** {@code YYYY-MM-DDThh:mm:ss} for a moment; years, months and days as they are. */
  static String of(String fhir) {
    if (fhir.indexOf('T') < 0) {
      return fhir;
    }
    try {
      return LOCAL.format(OffsetDateTime.parse(fhir).atZoneSameInstant(England.TIME));
    } catch (DateTimeParseException e) {
      // FHIR asks for an offset with a time; without one it is taken for English local time.
      return fhir.length() > "2026-10-01T09:00".length() ? fhir : fhir + ":00";
    }
  }
}
