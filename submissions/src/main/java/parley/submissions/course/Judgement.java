package parley.submissions.course;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import parley.terminology.scale.Threshold;

/**
 * Asks a rule that depends on one threshold. When the threshold is unknown or unverified, the rule
 * is asked with thresholds that stand for every possible one: if all give the same answer, it does
 * not rest on the threshold.
 */
final class Judgement {

  private Judgement() {}

  /**
   * The answer of a rule.
   *
   * @param threshold as known, if it is
   * @param standIns thresholds that between them give every answer that any threshold could give
   * @param rule the answer for a threshold
   * @param gap the reason when there is none
   */
  static <T> Answer<T> of(
      Optional<Threshold> threshold,
      List<BigDecimal> standIns,
      Function<BigDecimal, T> rule,
      Gap gap) {
    if (threshold.filter(Threshold::verified).isPresent()) {
      return Answer.of(rule.apply(threshold.get().value()));
    }
    var possible = new HashSet<T>();
    standIns.forEach(standIn -> possible.add(rule.apply(standIn)));
    if (possible.size() == 1) {
      return Answer.of(possible.iterator().next());
    }
    return threshold.isPresent()
        ? new Answer.Known<>(rule.apply(threshold.get().value()), true)
        : Answer.none(gap);
  }

  /** Thresholds for which both, one and none of two scores are at caseness. */
  static List<BigDecimal> forScores(BigDecimal one, BigDecimal other) {
    var higher = one.max(other);
    return List.of(one.min(other), higher, higher.add(BigDecimal.ONE));
  }

  /** Reliable changes that this change does and does not reach; no change reaches none. */
  static List<BigDecimal> forChange(BigDecimal change) {
    var size = change.abs();
    var beyond = size.add(BigDecimal.ONE);
    return size.signum() == 0 ? List.of(beyond) : List.of(size, beyond);
  }
}
