package parley.submissions.rule.check;

import java.util.regex.Pattern;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;
import parley.terminology.SnomedId;

/**
 * A SNOMED CT identifier with a right check digit, or an expression of such (SNOMED CT
 * Compositional Grammar: identifiers joined by {@code + : = , { } ( ) |term|}).
 */
public record SnomedForm(String field, boolean expressions, int min, int max) implements RowCheck {

  private static final Pattern TERM = Pattern.compile("\\|[^|]*\\|");
  private static final Pattern JOINTS = Pattern.compile("[\\s+:=,{}()]+");

  @Override
  public boolean holds(Row row, Submission submission) {
    var value = row.value(field);
    if (value.isEmpty()) {
      return true;
    }
    if (value.length() < min || value.length() > max) {
      return false;
    }
    return SnomedId.isValid(value) || expressions && expression(value);
  }

  private static boolean expression(String value) {
    var parts = JOINTS.split(TERM.matcher(value).replaceAll(""));
    if (parts.length < 2) {
      return false;
    }
    for (var part : parts) {
      if (!SnomedId.isValid(part)) {
        return false;
      }
    }
    return true;
  }
}
