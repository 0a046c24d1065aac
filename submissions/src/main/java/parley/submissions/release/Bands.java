package parley.submissions.release;

import java.math.BigDecimal;
import java.util.List;

/** Bands of whole numbers from 0. */
final class Bands {

  private Bands() {}

  /**
   * The band of a number.
   *
   * @param starts lowest number of each band but the first, in rising order, at least one
   */
  static String of(List<Integer> starts, String number) {
    var whole = new BigDecimal(number).intValue();
    var low = 0;
    for (var start : starts) {
      if (whole < start) {
        return low == start - 1 ? Integer.toString(low) : low + " to " + (start - 1);
      }
      low = start;
    }
    return low + " and over";
  }
}
