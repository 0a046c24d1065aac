package parley.submissions.disclosure;

/**
 * What a reader can reason out of a hidden count.
 *
 * @param low a value that fits everything published
 * @param high another; all readers know that it is one of these or between
 */
public record HiddenBound(CellKey cell, long low, long high) {

  /** Whether more values are possible than the threshold. */
  boolean isWide(SmallNumberRule rule) {
    return high - low >= rule.threshold();
  }
}
