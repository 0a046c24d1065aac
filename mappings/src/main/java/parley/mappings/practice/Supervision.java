package parley.mappings.practice;

import java.time.LocalDate;
import java.util.Optional;

/**
 * That somebody is supervised by a named person.
 *
 * @param supervisor logical id of the supervising Practitioner; as {@link PracticeReader} reads it,
 *     the name that {@link PracticeReader#treating} gives
 * @param from first day, empty when it has always been so
 * @param until last day, empty while it lasts
 */
public record Supervision(String supervisor, Optional<LocalDate> from, Optional<LocalDate> until) {

  /** Whether it is in force on a day; both ends are included. */
  public boolean isInForceOn(LocalDate day) {
    return from.filter(first -> first.isAfter(day)).isEmpty()
        && until.filter(last -> last.isBefore(day)).isEmpty();
  }
}
