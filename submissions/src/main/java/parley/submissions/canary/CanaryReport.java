package parley.submissions.canary;

import java.util.List;
import java.util.Map;

/**
 * What a scan found.
 *
 * @param hits at most {@link CanaryScan#MOST_HITS} of each file
 * @param opaque files with content that cannot be looked into, such as encrypted ones
 * @param left how many values of each kind were not looked for on their own, because they are too
 *     short, or a word that every such file says
 */
public record CanaryReport(
    List<CanaryHit> hits, List<String> opaque, Map<CanaryKind, Integer> left) {
  public CanaryReport {
    hits = List.copyOf(hits);
    opaque = List.copyOf(opaque);
    left = Map.copyOf(left);
  }

  /** Whether what was scanned may leave. */
  public boolean isClean() {
    return hits.isEmpty() && opaque.isEmpty();
  }
}
