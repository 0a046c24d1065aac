package parley.server.submission;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import parley.terminology.England;

/**
 * The moment that a file is said to be of (DateTimeDatSetCreate), where somebody gives it: the same
 * record with the same moment makes the same bytes whenever it is built.
 */
final class Created {

  static final String RULE =
      "is a moment from the first day of the period on, and not one to come, such as"
          + " 2026-11-20T10:00:00 in English time or 2026-11-20T10:00:00Z";

  private Created() {}

  /** English local time, to the second; empty when it is no such moment. */
  static Optional<LocalDateTime> of(String said, YearMonth period, Clock clock) {
    try {
      var given =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              said, OffsetDateTime::from, LocalDateTime::from);
      var local =
          given instanceof OffsetDateTime moment
              ? LocalDateTime.ofInstant(moment.toInstant(), England.TIME)
              : LocalDateTime.from(given);
      var now = LocalDateTime.ofInstant(clock.instant(), England.TIME);
      return Optional.of(local.withNano(0))
          .filter(it -> !it.isAfter(now))
          .filter(it -> !it.isBefore(period.atDay(1).atStartOfDay()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
