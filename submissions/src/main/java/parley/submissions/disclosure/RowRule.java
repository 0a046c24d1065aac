package parley.submissions.disclosure;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What anonymous rows have to keep to.
 *
 * <p>Who holds the return to NHS England, or the system that a record came from, knows more of a
 * person than the quasi-identifiers: waits, treatments, scores, and so each outcome. With {@code
 * everything} no knowledge of columns helps to find a row, be it all of them.
 *
 * @param quasi columns that somebody may know of a person from elsewhere
 * @param sensitive columns that nobody is to learn of a person
 * @param k least number of people whose rows are equal in all of {@code quasi}
 * @param l least number of different values of each sensitive column among those, not counting
 *     {@link #NO_VALUES}
 * @param everything whether rows that are equal in all columns are of k people as well, and each
 *     sensitive value has l different ones beside it among the rows that are equal in all other
 *     columns
 */
public record RowRule(
    List<String> quasi, List<String> sensitive, int k, int l, boolean everything) {

  /** Of Parley; the strictest that English practice names is a threshold of 10. */
  public static final int DEFAULT_K = 11;

  public static final int DEFAULT_L = 2;

  /**
   * What stands where a value is absent or hidden. Whoever reads it knows no other value to doubt
   * by, so none of them counts towards l.
   */
  public static final Set<String> NO_VALUES =
      Set.of("", RowSuppression.ANY, RowSuppression.OTHER, Ladder.UNKNOWN, "not stated");

  public RowRule {
    quasi = List.copyOf(quasi);
    sensitive = List.copyOf(sensitive);
    if (k < 2
        || l < 1
        || Stream.concat(quasi.stream(), sensitive.stream()).distinct().count()
            != quasi.size() + sensitive.size()) {
      throw new IllegalArgumentException(
          "k is at least 2, l at least 1, and a column has one role");
    }
  }

  /** Against somebody who knows the quasi-identifiers and nothing else. */
  public RowRule(List<String> quasi, List<String> sensitive, int k, int l) {
    this(quasi, sensitive, k, l, false);
  }
}
