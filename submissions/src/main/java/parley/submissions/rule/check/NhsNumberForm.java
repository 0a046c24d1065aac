package parley.submissions.rule.check;

import java.util.regex.Pattern;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** Ten digits of which the last checks the others (NHS Data Dictionary NHS NUMBER, modulus 11). */
public record NhsNumberForm(String field) implements RowCheck {

  private static final Pattern TEN_DIGITS = Pattern.compile("[0-9]{10}");
  private static final int MODULUS = 11;

  @Override
  public boolean holds(Row row, Submission submission) {
    var value = row.value(field);
    return value.isEmpty() || isOne(value);
  }

  /** Whether a text is an NHS number. */
  public static boolean isOne(String value) {
    if (!TEN_DIGITS.matcher(value).matches()) {
      return false;
    }
    int sum = 0;
    for (int place = 0; place < 9; place++) {
      sum += (value.charAt(place) - '0') * (10 - place);
    }
    int check = MODULUS - sum % MODULUS;
    return check != 10 && check % MODULUS == value.charAt(9) - '0';
  }
}
