package parley.submissions.disclosure;

import java.math.BigDecimal;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Bands of a scale and classes of change: what an anonymous row has instead of the run of scores,
 * which is a fingerprint.
 */
public final class ScoreBands {

  private final NavigableMap<BigDecimal, String> bands;
  private final BigDecimal reliableChange;

  /**
   * @param bands name of each band by its lowest score, as of the ObservationDefinition of the
   *     scale
   * @param reliableChange least difference that counts, of the same definition
   */
  public ScoreBands(Map<BigDecimal, String> bands, BigDecimal reliableChange) {
    if (bands.isEmpty() || reliableChange.signum() <= 0) {
      throw new IllegalArgumentException("a scale has bands and a reliable change above 0");
    }
    this.bands = new TreeMap<>(bands);
    this.reliableChange = reliableChange;
  }

  /** The band of a score. */
  public String band(Optional<BigDecimal> score) {
    return score
        .flatMap(value -> Optional.ofNullable(bands.floorEntry(value)).map(Map.Entry::getValue))
        .orElse(Ladder.UNKNOWN);
  }

  /** The class of change between first and last score; a lower score is the better. */
  public String change(Optional<BigDecimal> first, Optional<BigDecimal> last) {
    if (first.isEmpty() || last.isEmpty()) {
      return Ladder.UNKNOWN;
    }
    var less = first.get().subtract(last.get());
    if (less.abs().compareTo(reliableChange) < 0) {
      return "no reliable change";
    }
    return less.signum() > 0 ? "reliable improvement" : "reliable deterioration";
  }
}
