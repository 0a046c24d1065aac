package parley.submissions.waiting;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A time in which the person was not available (data set table IDS108).
 *
 * @param start PauseStartDate
 * @param end PauseEndDate, the day on which the person is available again; empty while it goes on
 */
public record Pause(LocalDate start, Optional<LocalDate> end) {

  /** Days of some pauses that lie between two dates; the first day counts, the last does not. */
  static long days(List<Pause> pauses, LocalDate from, LocalDate to) {
    return pauses.stream()
        .flatMap(
            pause -> {
              var first = pause.start().isBefore(from) ? from : pause.start();
              var end = pause.end().filter(day -> day.isBefore(to)).orElse(to);
              return first.datesUntil(end.isBefore(first) ? first : end);
            })
        .distinct()
        .count();
  }
}
