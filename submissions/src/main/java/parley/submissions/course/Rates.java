package parley.submissions.course;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Optional;

/**
 * Outcome counts of finished courses and the published rates over them. Recovery and reliable
 * recovery are of finished courses less those known not to be at caseness, so courses without
 * paired scores stay in (measures M192 and M195); the others are of all finished courses (M186,
 * M1010).
 *
 * @param finished finished courses (M076)
 * @param notAtCaseness of those, not at caseness at the start (M179)
 * @param recovered M191
 * @param reliablyImproved M185
 * @param reliablyDeteriorated M189
 * @param unchanged no reliable change
 * @param reliablyRecovered M193
 */
public record Rates(
    long finished,
    long notAtCaseness,
    long recovered,
    long reliablyImproved,
    long reliablyDeteriorated,
    long unchanged,
    long reliablyRecovered) {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** The counts of these courses; those that are not finished count nowhere. */
  public static Rates of(Collection<CourseFacts> courses) {
    var finished = courses.stream().filter(CourseFacts::finished).toList();
    return new Rates(
        finished.size(),
        finished.stream().filter(one -> one.caseness().is(Caseness.NOT_AT_CASENESS)).count(),
        finished.stream().filter(one -> one.recovery().is(Recovery.RECOVERED)).count(),
        changed(finished, ReliableChange.IMPROVEMENT),
        changed(finished, ReliableChange.DETERIORATION),
        changed(finished, ReliableChange.NO_RELIABLE_CHANGE),
        finished.stream().filter(one -> one.reliableRecovery().is(Recovery.RECOVERED)).count());
  }

  private static long changed(Collection<CourseFacts> finished, ReliableChange change) {
    return finished.stream().filter(one -> one.reliableChange().is(change)).count();
  }

  /** Per cent with one decimal, rounded half up; empty when nobody could recover. */
  public Optional<BigDecimal> recovery() {
    return percentage(recovered, finished - notAtCaseness);
  }

  /** Per cent with one decimal; empty when nobody could recover. */
  public Optional<BigDecimal> reliableRecovery() {
    return percentage(reliablyRecovered, finished - notAtCaseness);
  }

  /** Per cent with one decimal; empty without a finished course. */
  public Optional<BigDecimal> reliableImprovement() {
    return percentage(reliablyImproved, finished);
  }

  /** Per cent with one decimal; empty without a finished course. */
  public Optional<BigDecimal> reliableDeterioration() {
    return percentage(reliablyDeteriorated, finished);
  }

  /** Per cent with one decimal; empty without a finished course. */
  public Optional<BigDecimal> noReliableChange() {
    return percentage(unchanged, finished);
  }

  private static Optional<BigDecimal> percentage(long part, long whole) {
    return whole == 0
        ? Optional.empty()
        : Optional.of(
            BigDecimal.valueOf(part)
                .multiply(HUNDRED)
                .divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP));
  }
}
