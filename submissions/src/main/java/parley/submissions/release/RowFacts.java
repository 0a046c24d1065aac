package parley.submissions.release;

import java.math.BigDecimal;
import java.util.Optional;
import parley.submissions.agreement.Grain;

/**
 * What the manifest says of a file of rows.
 *
 * @param grain what a row is of
 * @param rows in the file
 * @param risk measured on the finished file; of rows of referrals
 * @param suppression of anonymous rows
 */
public record RowFacts(
    Grain grain, int rows, Optional<Risk> risk, Optional<Suppression> suppression) {

  /**
   * How well somebody is found who is known to be in the file, by whoever knows all
   * quasi-identifiers of them (prosecutor risk).
   *
   * @param k rows in the smallest class
   * @param l fewest different values of a sensitive column in a class
   * @param highest 1 over the smallest class, four decimals; of anonymous rows over its people,
   *     when these are fewer
   * @param mean over all rows of the file: classes over rows, four decimals
   */
  public record Risk(int k, int l, BigDecimal highest, BigDecimal mean) {}

  /**
   * What was done to make rows anonymous, and what it cost.
   *
   * @param people in the class with the fewest, as who made the rows counted them: k of people
   * @param rowsMissing share of rows left out, whole per cent
   * @param rowsPooled share of rows without quasi-identifiers, whole per cent
   * @param cells share of cells that became {@code *} or {@code other}, whole per cent
   */
  public record Suppression(
      int people, BigDecimal rowsMissing, BigDecimal rowsPooled, BigDecimal cells) {}
}
