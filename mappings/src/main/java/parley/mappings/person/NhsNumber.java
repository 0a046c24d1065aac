package parley.mappings.person;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An NHS number whose check digit is right (NHS Data Dictionary NHS NUMBER: modulus 11). That says
 * that it was written down right, not whose it is. One digit ten times over passes the sum, but is
 * what a system writes that knows no number, so it is none.
 *
 * @param value ten digits
 */
public record NhsNumber(String value) {

  private static final Pattern TEN_DIGITS = Pattern.compile("\\d{10}");
  private static final Pattern PLACEHOLDER = Pattern.compile("(\\d)\\1{9}");
  private static final Pattern SPACING = Pattern.compile("[\\s\u00a0-]");

  public NhsNumber {
    if (!TEN_DIGITS.matcher(value).matches() || !checks(value)) {
      throw new IllegalArgumentException("not an NHS number");
    }
  }

  /** Reads a number, written with or without spaces or hyphens; empty when it fails the check. */
  public static Optional<NhsNumber> read(String text) {
    var digits = SPACING.matcher(text).replaceAll("");
    return TEN_DIGITS.matcher(digits).matches() && checks(digits)
        ? Optional.of(new NhsNumber(digits))
        : Optional.empty();
  }

  private static boolean checks(String digits) {
    if (PLACEHOLDER.matcher(digits).matches()) {
      return false;
    }
    var sum = 0;
    for (var place = 0; place < 9; place++) {
      sum += (digits.charAt(place) - '0') * (10 - place);
    }
    var check = 11 - sum % 11;
    // Eleven stands for nought; ten has no digit, so such numbers are never issued.
    return check != 10 && check % 11 == digits.charAt(9) - '0';
  }
}
