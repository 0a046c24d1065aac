package parley.server.synth;

import parley.terminology.scale.Scale;

/**
 * What of a scale decides an outcome, in whole points.
 *
 * @param id of the scale
 * @param highest possible score; the lowest is 0
 * @param caseness lowest score at caseness
 * @param change smallest reliable change
 */
record Measure(String id, int highest, int caseness, int change) {

  static Measure of(Scale scale) {
    return new Measure(
        scale.id(),
        scale.range().orElseThrow().high().intValueExact(),
        scale.caseness().orElseThrow().value().intValueExact(),
        scale.reliableChange().orElseThrow().value().intValueExact());
  }

  boolean at(int score) {
    return score >= caseness;
  }

  int clipped(double score) {
    return (int) Math.max(0, Math.min(highest, StrictMath.rint(score)));
  }
}
