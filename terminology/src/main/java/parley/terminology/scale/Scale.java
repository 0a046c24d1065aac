package parley.terminology.scale;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import parley.terminology.Systems;

/**
 * One scored assessment as its ObservationDefinition says it. What is not known is empty.
 *
 * @param id name of its file, such as {@code phq-9}
 * @param name short name for people, such as {@code PHQ-9}
 * @param title full name, or the short one when there is no other
 * @param codings the observables that a score of it is coded with, SNOMED CT first
 * @param range lowest and highest possible score; empty for a coded answer such as yes or no
 * @param decimals decimal places of a score
 * @param caseness lowest score that counts as a clinical case
 * @param reliableChange smallest change that is more than chance
 * @param severityBands in rising order, possibly none
 * @param notApplicable what the data set writes when the question does not apply; it is no score
 */
public record Scale(
    String id,
    String name,
    String title,
    List<Coding> codings,
    Optional<Bounds> range,
    int decimals,
    Optional<Threshold> caseness,
    Optional<Threshold> reliableChange,
    List<SeverityBand> severityBands,
    Optional<String> notApplicable) {

  /** The depression measure, always half of the pair that decides an outcome. */
  public static final String PHQ_9 = "phq-9";

  /** The measure for every problem that has none of its own. */
  public static final String GAD_7 = "gad-7";

  /**
   * The possible scores.
   *
   * @param low lowest, included
   * @param high highest, included
   */
  public record Bounds(BigDecimal low, BigDecimal high) {

    /** Whether a score is possible. */
    public boolean hold(BigDecimal score) {
      return low.compareTo(score) <= 0 && score.compareTo(high) <= 0;
    }
  }

  /** Why a number is no score of this scale. */
  public enum Fault {
    /** A coded answer was to be given. */
    NOT_NUMERIC,
    OUT_OF_RANGE,
    TOO_MANY_DECIMALS
  }

  /** The SNOMED CT observable, which every scale of the national data set has. */
  public String snomedCode() {
    return codings.stream()
        .filter(coding -> Systems.SNOMED_CT.equals(coding.getSystem()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(id + " has no SNOMED CT code"))
        .getCode();
  }

  /** The word for a score, empty when the scale has no bands. */
  public Optional<SeverityBand> severity(BigDecimal score) {
    return severityBands.stream().filter(band -> band.holds(score)).findFirst();
  }

  /** What is wrong with a number as a score of this scale, empty when it is one. */
  public Optional<Fault> fault(BigDecimal score) {
    if (range.isEmpty()) {
      return Optional.of(Fault.NOT_NUMERIC);
    }
    if (!range.get().hold(score)) {
      return Optional.of(Fault.OUT_OF_RANGE);
    }
    return score.stripTrailingZeros().scale() > decimals
        ? Optional.of(Fault.TOO_MANY_DECIMALS)
        : Optional.empty();
  }
}
