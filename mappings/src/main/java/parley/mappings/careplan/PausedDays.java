package parley.mappings.careplan;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import parley.mappings.careplan.PlanRecords.Pause;

/**
 * Days on which a course was paused do not count towards the day on which something is due. What
 * was due before a pause began stays due. The rule is Parley's own; days are counted as for the
 * waiting time: the first day of a pause, and not the day on which the person is available again.
 */
final class PausedDays {

  private record Span(LocalDate start, LocalDate end) {

    boolean goesOn() {
      return end.equals(LocalDate.MAX);
    }
  }

  private final List<Span> spans;

  PausedDays(List<Pause> pauses) {
    var joined = new ArrayList<Span>();
    pauses.stream()
        .map(pause -> new Span(pause.start(), pause.end().orElse(LocalDate.MAX)))
        .filter(span -> span.end().isAfter(span.start()))
        .sorted(Comparator.comparing(Span::start))
        .forEach(
            span -> {
              var last =
                  joined.isEmpty()
                      ? Optional.<Span>empty()
                      : Optional.of(joined.get(joined.size() - 1));
              if (last.filter(one -> !span.start().isAfter(one.end())).isEmpty()) {
                joined.add(span);
              } else if (span.end().isAfter(last.get().end())) {
                joined.set(joined.size() - 1, new Span(last.get().start(), span.end()));
              }
            });
    this.spans = List.copyOf(joined);
  }

  /**
   * The day on which something is due that is counted from another day.
   *
   * @param from the day that is counted from
   * @param due when it would be due without pauses, {@code from} at the earliest
   * @return later by the paused days between the two; empty while a pause that began by then goes
   *     on, because nobody knows for how long
   */
  Optional<LocalDate> shifted(LocalDate from, LocalDate due) {
    var shifted = due;
    for (var span : spans) {
      if (span.start().isAfter(shifted)) {
        break;
      }
      if (!span.end().isAfter(from)) {
        continue;
      }
      if (span.goesOn()) {
        return Optional.empty();
      }
      var first = span.start().isBefore(from) ? from : span.start();
      shifted = shifted.plusDays(ChronoUnit.DAYS.between(first, span.end()));
    }
    return Optional.of(shifted).filter(day -> day.getYear() <= PlanActivity.LAST_YEAR);
  }
}
