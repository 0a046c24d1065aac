package parley.submissions.rule.check;

import java.util.regex.Pattern;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;
import parley.terminology.SnomedId;

/**
 * A diagnosis or problem in the form of its scheme: 01 is ICD-10 (a letter, two digits and up to
 * two characters, with or without the dot), 04 SNOMED CT.
 */
public record FindingCode(String field) implements RowCheck {

  private static final Pattern ICD_10 =
      Pattern.compile("[A-Z][0-9][0-9A-Z]\\.?[0-9A-Z]{0,2}[-+*A-Z]?");

  @Override
  public boolean holds(Row row, Submission submission) {
    var value = row.value(field);
    if (value.isEmpty()) {
      return true;
    }
    return switch (row.value("FindSchemeInUse")) {
      case "01" -> ICD_10.matcher(value).matches();
      case "04" -> SnomedId.isValid(value);
      default -> true;
    };
  }
}
