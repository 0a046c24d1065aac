package parley.submissions.release;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import parley.submissions.disclosure.RowFileCheck;

/** Prosecutor risks of what was measured on a finished file. */
final class Risks {

  private static final int DECIMALS = 4;

  private Risks() {}

  /** Empty of a file without rows. */
  static Optional<RowFacts.Risk> of(RowFileCheck.Verdict verdict) {
    if (verdict.rows() == 0 || verdict.leastClass() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new RowFacts.Risk(
            verdict.leastClass(),
            verdict.leastVariety(),
            share(1, verdict.leastClass()),
            share(verdict.classes(), verdict.rows())));
  }

  /** The highest risk when the rows of a class are of so few people. */
  static RowFacts.Risk ofPeople(RowFacts.Risk risk, int people) {
    return people == 0 || people >= risk.k()
        ? risk
        : new RowFacts.Risk(risk.k(), risk.l(), share(1, people), risk.mean());
  }

  private static BigDecimal share(int part, int whole) {
    return BigDecimal.valueOf(part)
        .divide(BigDecimal.valueOf(whole), DECIMALS, RoundingMode.HALF_UP);
  }
}
