package parley.server.synth;

import java.util.List;

/**
 * How far a referral gets, and how likely each END CODE is then. The shares of {@link #ONCE} and
 * {@link #FINISHED} follow the published ones; how the others divide is ours.
 */
enum Fate {
  /** Turned away at triage. */
  UNSUITABLE(List.of("10", "11"), 60, 40),
  /** Never came. */
  OPTED_OUT(List.of("50"), 100),
  /** Assessed and not treated. */
  ASSESSED(List.of("12", "13", "14", "16", "10", "95"), 30, 18, 26, 16, 7, 3),
  /** One treatment, most often in the assessment. */
  ONCE(List.of("12", "13", "14", "47", "46", "48", "96"), 34, 12, 16, 28, 5, 3, 2),
  /** Two treatments or more. */
  FINISHED(List.of("46", "47", "48", "96", "49"), 66, 26, 5, 2.8, 0.2);

  private static final double SHARE_UNSUITABLE = 0.04;
  private static final double SHARE_ASSESSED = 0.13;

  private final List<String> codes;
  private final double[] weights;

  Fate(List<String> codes, double... weights) {
    this.codes = codes;
    this.weights = weights.clone();
  }

  static Fate thrown(Dice dice, Calibration calibration) {
    var finished = calibration.england("finished") / calibration.england("referrals");
    var access = calibration.england("access-share");
    return values()[
        dice.weighted(
            SHARE_UNSUITABLE,
            1 - access - SHARE_UNSUITABLE - SHARE_ASSESSED,
            SHARE_ASSESSED,
            access - finished,
            finished)];
  }

  /** An END CODE. */
  String end(Dice dice) {
    return codes.get(dice.weighted(weights));
  }
}
