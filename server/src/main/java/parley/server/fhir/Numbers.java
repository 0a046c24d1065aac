package parley.server.fhir;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Which numbers may be parsed. A FHIR decimal may carry an exponent, and Java will happily build
 * the billion digits that a ten-byte exponent asks for.
 */
final class Numbers {

  /** FHIR R4 datatypes asks for 18 digits; more is allowed here. */
  private static final int LONGEST = 100;

  private static final int LARGEST_EXPONENT = 300;
  private static final Pattern EXPONENT = Pattern.compile("[eE]([-+]?[0-9]+)$");

  /**
   * Where the type is unknown: only an exponent that costs memory, for a local id may be 12E4567.
   */
  private static final Pattern ABSURD =
      Pattern.compile("\\p{L}{0,2}[-+]?[\\p{Nd}.]+[eE][-+]?\\p{Nd}{6,}");

  /** What parts a URL or the value of a search parameter. */
  private static final Pattern SEPARATORS = Pattern.compile("[?&=,$|\\s]");

  private Numbers() {}

  /** Whether the text of a JSON number is one that a record can need. */
  static boolean sane(String number) {
    if (number.length() > LONGEST) {
      return false;
    }
    var exponent = EXPONENT.matcher(number);
    return !exponent.find()
        || exponent.group(1).length() <= 6
            && Math.abs(Integer.parseInt(exponent.group(1))) <= LARGEST_EXPONENT;
  }

  /**
   * Whether a text, or a part of it between the separators of a search, is a number whose exponent
   * no measurement needs, with a search prefix such as {@code gt} or without.
   */
  static boolean absurd(String text) {
    return Arrays.stream(SEPARATORS.split(text)).anyMatch(part -> ABSURD.matcher(part).matches());
  }

  /** The same for a URL, whose parts may be percent-encoded. */
  static boolean absurdInUrl(String url) {
    if (absurd(url)) {
      return true;
    }
    try {
      return absurd(URLDecoder.decode(url, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      return false; // no URL, so nothing will decode it
    }
  }
}
