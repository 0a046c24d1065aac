package parley.submissions.pseudonym;

import java.util.regex.Pattern;

/**
 * A pseudonym: 26 characters of base32 (RFC 4648, lower case), 130 bits. All are equally long and
 * begin with nothing in common.
 */
public record Token(String value) {

  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int LENGTH = 26;
  private static final Pattern FORM = Pattern.compile("[a-z2-7]{26}");

  public Token {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("a token is 26 characters of base32");
    }
  }

  /** Of the first 130 bits. */
  static Token of(byte[] mac) {
    var text = new StringBuilder(LENGTH);
    for (var at = 0; at < LENGTH; at++) {
      var bit = at * 5;
      var pair = (mac[bit / 8] & 0xff) << 8 | mac[bit / 8 + 1] & 0xff;
      text.append(ALPHABET.charAt(pair >> 11 - bit % 8 & 31));
    }
    return new Token(text.toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
