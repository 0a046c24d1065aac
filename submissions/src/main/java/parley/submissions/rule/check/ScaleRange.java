package parley.submissions.rule.check;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;
import parley.terminology.scale.Scale;
import parley.terminology.scale.Scales;

/**
 * A numeric score lies within the range of its scale, or says that it does not apply; coded answers
 * are {@link ScaleFormat}'s.
 */
public record ScaleRange(String field, Scales scales) implements RowCheck {

  private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");

  @Override
  public boolean holds(Row row, Submission submission) {
    var value = row.value(field);
    var scale = ScaleOfRow.of(scales, row);
    var range = scale.flatMap(Scale::range);
    return range.isEmpty()
        || !NUMBER.matcher(value).matches()
        || scale.flatMap(Scale::notApplicable).filter(value::equals).isPresent()
        || range.get().hold(new BigDecimal(value));
  }
}
