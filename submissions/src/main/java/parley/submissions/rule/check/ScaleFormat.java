package parley.submissions.rule.check;

import java.util.Set;
import java.util.regex.Pattern;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;
import parley.terminology.scale.Scale;
import parley.terminology.scale.Scales;

/**
 * A score is written as its scale writes it: a whole number, one with up to so many decimals, or
 * one of the coded answers Y, N and NA, and not more digits than its highest; or as what it writes
 * for not applicable.
 */
public record ScaleFormat(String field, Scales scales) implements RowCheck {

  private static final Set<String> ANSWERS = Set.of("Y", "N", "NA");

  /** A scale with two decimals is always written with a point ({@code N.NN}, rules of v2.0). */
  private static final int TWO_DECIMALS = 2;

  private static final Pattern WHOLE = Pattern.compile("[0-9]+");

  @Override
  public boolean holds(Row row, Submission submission) {
    var value = row.value(field);
    return value.isEmpty()
        || ScaleOfRow.of(scales, row).map(scale -> written(scale, value)).orElse(true);
  }

  private static boolean written(Scale scale, String value) {
    if (scale.notApplicable().filter(value::equals).isPresent()) {
      return true;
    }
    if (scale.range().isEmpty()) {
      return ANSWERS.contains(value);
    }
    int digits = scale.range().get().high().toBigInteger().toString().length();
    int point = value.indexOf('.');
    var whole = point < 0 ? value : value.substring(0, point);
    if (!WHOLE.matcher(whole).matches() || whole.length() > digits) {
      return false;
    }
    if (point < 0) {
      return scale.decimals() < TWO_DECIMALS;
    }
    var decimals = value.substring(point + 1);
    return scale.decimals() > 0
        && WHOLE.matcher(decimals).matches()
        && decimals.length() <= scale.decimals();
  }
}
