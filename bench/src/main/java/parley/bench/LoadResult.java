package parley.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * What was measured at one number of connections.
 *
 * @param connections how many
 * @param seconds how long was measured, warm-up left out
 * @param nanos acknowledgement times, ascending
 * @param accepted answers AA
 * @param errors answers AE
 * @param rejected answers AR
 * @param unanswered broken connections and answers that were none
 */
record LoadResult(
    int connections,
    double seconds,
    long[] nanos,
    long accepted,
    long errors,
    long rejected,
    long unanswered) {

  static final String HEADING =
      "%11s%10s%10s%10s%10s%10s%8s%6s%6s%6s"
          .formatted(
              "connections",
              "msg/s",
              "p50 ms",
              "p90 ms",
              "p99 ms",
              "max ms",
              "AA",
              "AE",
              "AR",
              "none");

  LoadResult {
    nanos = nanos.clone();
    Arrays.sort(nanos);
  }

  double perSecond() {
    return nanos.length / seconds;
  }

  /** The smallest time that this share of the answers did not exceed (nearest rank), in ms. */
  double percentile(double share) {
    if (nanos.length == 0) {
      return Double.NaN;
    }
    var rank = (int) Math.ceil(share * nanos.length);
    return nanos[Math.max(rank, 1) - 1] / 1e6;
  }

  String row() {
    return String.format(
        Locale.ROOT,
        "%11d%10.1f%10.1f%10.1f%10.1f%10.1f%8d%6d%6d%6d",
        connections,
        perSecond(),
        percentile(0.5),
        percentile(0.9),
        percentile(0.99),
        percentile(1),
        accepted,
        errors,
        rejected,
        unanswered);
  }
}
