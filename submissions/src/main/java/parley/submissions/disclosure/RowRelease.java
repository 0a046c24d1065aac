package parley.submissions.disclosure;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What came of making rows anonymous. */
public sealed interface RowRelease {

  /**
   * Rows that keep to the rule, in an order that says nothing.
   *
   * @param given number of rows before; not for publication
   * @param pooled rows whose quasi-identifiers were all replaced by {@code *}
   * @param folded cells of sensitive columns that became {@code other}
   */
  record Made(RowTable table, int given, int pooled, int folded) implements RowRelease {

    /** Share of rows that are missing, for the manifest: whole per cent, rounded. */
    public BigDecimal missingShare() {
      return share(given - table.rows().size());
    }

    /** Share of rows without quasi-identifiers: whole per cent, rounded. */
    public BigDecimal pooledShare() {
      return share(pooled);
    }

    private BigDecimal share(int part) {
      return given == 0
          ? BigDecimal.ZERO
          : BigDecimal.valueOf(100L * part)
              .divide(BigDecimal.valueOf(given), 0, RoundingMode.HALF_UP);
    }
  }

  /**
   * Nothing was made.
   *
   * @param field column that is meant
   */
  record Refused(String field, String rule, String remedy) implements RowRelease {}
}
