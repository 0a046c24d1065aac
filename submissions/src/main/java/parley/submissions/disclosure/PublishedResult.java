package parley.submissions.disclosure;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What came of making counts fit to publish. */
public sealed interface PublishedResult {

  /**
   * Fit to publish: every hidden count was shown to be possible in both its bounds.
   *
   * @param cells as they are published
   * @param small how many are hidden for being small
   * @param secondary how many are hidden so that others stay hidden
   * @param proof two possible values of each hidden cell, far enough apart
   */
  record Protected(
      SortedMap<CellKey, Shown> cells, int small, int secondary, List<HiddenBound> proof)
      implements PublishedResult {
    public Protected {
      cells = Collections.unmodifiableSortedMap(new TreeMap<>(cells));
      proof = List.copyOf(proof);
    }
  }

  /**
   * May not be published.
   *
   * @param cell that would be given away by what was published before
   */
  record Refused(CellKey cell, String rule, String remedy) implements PublishedResult {}
}
