package parley.submissions.build;

/**
 * How much of what was there must still be there.
 *
 * @param ofPrimary share of the file of the same month accepted last that a file must have at
 *     least, 0 to 1
 * @param ofTrend share of the median of the months before that a file must have at least, 0 to 1
 * @param ofRows share of its own rows that the rules must leave of a file at least, 0 to 1
 * @param leastDifference a loss of fewer than this is never held back: small services vary
 */
public record GuardShares(double ofPrimary, double ofTrend, double ofRows, long leastDifference) {

  /**
   * A judgement of Parley, for no national figure exists: a refresh seldom has less than its
   * primary, for it comes a month later; a month may well be a third smaller than the last ones
   * (December). The cut-off refreshes found in published data kept far less than either. That one
   * row in twenty is dropped is more than single faults explain.
   */
  public static final GuardShares DEFAULT = new GuardShares(0.95, 0.6, 0.95, 5);

  public GuardShares {
    for (var share : new double[] {ofPrimary, ofTrend, ofRows}) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("a share is between 0 and 1");
      }
    }
  }
}
