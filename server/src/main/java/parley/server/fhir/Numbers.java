package parley.server.fhir;

import java.util.regex.Pattern;

/**
 * Which numbers may be parsed. A FHIR decimal may carry an exponent, and Java will happily build
 * the billion digits that a ten-byte exponent asks for.
 */
final class Numbers {

  /** FHIR R4 datatypes: 18 digits should be enough for anyone; we are more generous. */
  private static final int LONGEST = 100;

  private static final int LARGEST_EXPONENT = 300;
  private static final Pattern WITH_EXPONENT =
      Pattern.compile(
          "[^eE0-9]*[-+]?[0-9.]+[eE][-+]?0*([0-9]+)[^0-9].*|"
              + "[^eE0-9]*[-+]?[0-9.]+[eE][-+]?0*([0-9]+)",
          Pattern.DOTALL);

  private Numbers() {}

  /** Whether the text of a JSON number is one a record can need. */
  static boolean sane(String number) {
    return number.length() <= LONGEST && !absurdExponent(number);
  }

  /**
   * Whether a text begins, after a search prefix such as {@code gt}, with a number whose exponent
   * no measurement needs. Used where the type is not known yet: search parameters, XML values.
   */
  static boolean absurdExponent(String text) {
    var matcher = WITH_EXPONENT.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    var digits = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return digits.length() > 3 || Integer.parseInt(digits) > LARGEST_EXPONENT;
  }
}
