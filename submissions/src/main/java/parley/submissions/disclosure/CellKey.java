package parley.submissions.disclosure;

import java.util.Comparator;

/**
 * Names a published count.
 *
 * @param measure such as {@code M192}, with the part of it: {@code M192 numerator}
 * @param population organisation and stratum
 * @param period such as {@code 2026-10} or {@code 2026-04 to 2026-10}
 * @param release {@code primary} or {@code refresh}
 */
public record CellKey(String measure, String population, String period, String release)
    implements Comparable<CellKey> {

  private static final Comparator<CellKey> ORDER =
      Comparator.comparing(CellKey::measure)
          .thenComparing(CellKey::population)
          .thenComparing(CellKey::period)
          .thenComparing(CellKey::release);

  @Override
  public int compareTo(CellKey other) {
    return ORDER.compare(this, other);
  }

  /** Whether both are the same count in two releases. */
  boolean isReleaseOf(CellKey other) {
    return !equals(other)
        && equals(new CellKey(other.measure, other.population, other.period, release));
  }
}
