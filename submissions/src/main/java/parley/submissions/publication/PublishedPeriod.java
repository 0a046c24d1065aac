package parley.submissions.publication;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;

/**
 * The days that figures are of.
 *
 * @param start first day
 * @param end last day
 */
public record PublishedPeriod(LocalDate start, LocalDate end)
    implements Comparable<PublishedPeriod> {

  private static final Comparator<PublishedPeriod> ORDER =
      Comparator.comparing(PublishedPeriod::start).thenComparing(PublishedPeriod::end);

  public PublishedPeriod {
    if (end.isBefore(start)) {
      throw new IllegalArgumentException("a period ends on its first day or later");
    }
  }

  /** {@code 2026-10} for a whole month, else {@code 2026-04-01 to 2026-10-31}. */
  public String code() {
    var month = YearMonth.from(start);
    return start.equals(month.atDay(1)) && end.equals(month.atEndOfMonth())
        ? month.toString()
        : start + " to " + end;
  }

  /** For names of files, without spaces. */
  public String name() {
    return code().replace(" to ", "-to-");
  }

  /** Whether they have a day in common. */
  public boolean overlaps(PublishedPeriod other) {
    return !end.isBefore(other.start) && !other.end.isBefore(start);
  }

  /** Whether all days of the other are in this one. */
  public boolean holds(PublishedPeriod other) {
    return !other.start.isBefore(start) && !other.end.isAfter(end);
  }

  @Override
  public int compareTo(PublishedPeriod other) {
    return ORDER.compare(this, other);
  }
}
