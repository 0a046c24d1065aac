package parley.submissions.view.path;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import parley.submissions.view.path.Moment.Precision;
import parley.submissions.view.path.Moment.Sort;

/** How moments of unequal precision compare, and their earliest and latest reading. */
final class Moments {

  /** The offsets that a local time can have somewhere in the world. */
  private static final ZoneOffset EASTERNMOST = ZoneOffset.ofHours(14);

  private static final ZoneOffset WESTERNMOST = ZoneOffset.ofHours(-12);

  private Moments() {}

  static boolean areComparable(Moment left, Moment right) {
    return (left.sort() == Sort.TIME) == (right.sort() == Sort.TIME);
  }

  /**
   * Which is earlier.
   *
   * @return empty when it depends on what one of them leaves open: a finer precision, or the offset
   */
  static Optional<Integer> compare(Moment left, Moment right) {
    var onOneClock = left.offset().isPresent() == right.offset().isPresent();
    if (!onOneClock && left.isWholeDay() && right.isWholeDay()) {
      onOneClock = true;
    }
    var firstStart =
        onOneClock ? own(left, left.start()) : left.start().minus(shift(left, EASTERNMOST));
    var firstEnd = onOneClock ? own(left, left.end()) : left.end().minus(shift(left, WESTERNMOST));
    var secondStart =
        onOneClock ? own(right, right.start()) : right.start().minus(shift(right, EASTERNMOST));
    var secondEnd =
        onOneClock ? own(right, right.end()) : right.end().minus(shift(right, WESTERNMOST));
    if (!firstEnd.isAfter(secondStart)) {
      return Optional.of(-1);
    }
    if (!secondEnd.isAfter(firstStart)) {
      return Optional.of(1);
    }
    return firstStart.equals(secondStart) && firstEnd.equals(secondEnd) && onOneClock
        ? Optional.of(0)
        : Optional.empty();
  }

  private static LocalDateTime own(Moment moment, LocalDateTime local) {
    return moment.offset().map(zone -> local.minusSeconds(zone.getTotalSeconds())).orElse(local);
  }

  private static java.time.Duration shift(Moment moment, ZoneOffset unknown) {
    return java.time.Duration.ofSeconds(moment.offset().orElse(unknown).getTotalSeconds());
  }

  /** Days are kept as days; a dateTime without offset begins where the day begins first. */
  static Moment low(Moment moment, Precision precision) {
    return bound(moment, moment.start(), precision, EASTERNMOST);
  }

  /** The counterpart of {@link #low}. */
  static Moment high(Moment moment, Precision precision) {
    var last =
        moment.precision().compareTo(Precision.SECOND) < 0
            ? moment.end().minusNanos(1_000_000)
            : moment.precision() == Precision.SECOND
                ? moment.start().plusNanos(999_000_000)
                : moment.start();
    return bound(moment, last, precision, WESTERNMOST);
  }

  private static Moment bound(
      Moment moment, LocalDateTime at, Precision precision, ZoneOffset unknown) {
    var needsOffset =
        moment.sort() == Sort.DATE_TIME
            && precision.compareTo(Precision.DAY) > 0
            && moment.offset().isEmpty();
    return new Moment(
        moment.sort(),
        precision,
        truncated(at, precision),
        needsOffset ? Optional.of(unknown) : moment.offset());
  }

  private static LocalDateTime truncated(LocalDateTime at, Precision precision) {
    return switch (precision) {
      case YEAR -> at.toLocalDate().withDayOfYear(1).atStartOfDay();
      case MONTH -> at.toLocalDate().withDayOfMonth(1).atStartOfDay();
      case DAY -> at.truncatedTo(ChronoUnit.DAYS);
      case HOUR -> at.truncatedTo(ChronoUnit.HOURS);
      case MINUTE -> at.truncatedTo(ChronoUnit.MINUTES);
      case SECOND -> at.truncatedTo(ChronoUnit.SECONDS);
      case MILLISECOND -> at.truncatedTo(ChronoUnit.MILLIS);
    };
  }
}
