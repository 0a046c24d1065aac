package parley.server.synth;

/** Throws how a course is meant to go, by the published outcomes of England and of its therapy. */
final class Intents {

  /** Of courses that begin below caseness; ours, since nothing is published about them. */
  private static final double WELL_IMPROVED = 0.25;

  private static final double WELL_DETERIORATED = 0.12;

  private final Calibration calibration;
  private final double notAtCaseness;
  private final double meanRecovered;
  private final double meanImproved;
  private final double meanDeteriorated;

  Intents(Calibration calibration) {
    this.calibration = calibration;
    var paired =
        calibration.england("improved")
            + calibration.england("deteriorated")
            + calibration.england("unchanged");
    this.notAtCaseness = calibration.england("not-at-caseness") / paired;
    this.meanRecovered = mean("recovered-percent");
    this.meanImproved = mean("improved-percent");
    this.meanDeteriorated = mean("deteriorated-percent");
  }

  /**
   * An intent.
   *
   * @param open whether the course has not ended: then less has changed so far
   */
  Intent thrown(Dice dice, Therapy therapy, boolean open) {
    var paired =
        calibration.england("improved")
            + calibration.england("deteriorated")
            + calibration.england("unchanged");
    // A therapy differs from England as it does from the mean of the therapies.
    var recovering = calibration.of(therapy, "recovered-percent") / meanRecovered;
    var improving = calibration.of(therapy, "improved-percent") / meanImproved;
    var worsening = calibration.of(therapy, "deteriorated-percent") / meanDeteriorated;
    var reliably = calibration.england("reliably-recovered") / paired * recovering;
    var only =
        (calibration.england("recovered") - calibration.england("reliably-recovered"))
            / paired
            * recovering;
    var improved =
        calibration.england("improved") / paired * improving
            - reliably
            - notAtCaseness * WELL_IMPROVED;
    var deteriorated =
        calibration.england("deteriorated") / paired * worsening
            - notAtCaseness * WELL_DETERIORATED;
    var unchanged = 1 - notAtCaseness - reliably - only - improved - deteriorated;
    var sofar = open ? 0.5 : 1;
    return Intent.values()[
        dice.weighted(
            reliably * sofar,
            only,
            improved * sofar,
            unchanged,
            deteriorated,
            notAtCaseness * WELL_IMPROVED * sofar,
            notAtCaseness * (1 - WELL_IMPROVED - WELL_DETERIORATED),
            notAtCaseness * WELL_DETERIORATED)];
  }

  private double mean(String figure) {
    var sum = 0.0;
    var all = 0.0;
    for (var therapy : Therapy.values()) {
      for (var complaint : Complaint.values()) {
        var courses = calibration.courses(complaint, therapy);
        sum += courses * calibration.of(therapy, figure);
        all += courses;
      }
    }
    return sum / all;
  }
}
