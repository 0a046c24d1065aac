package parley.submissions.canary;

import java.util.Locale;

/**
 * Reads one escape: {@code %4A} and {@code %u004A} of URLs, {@code \\u004a} and {@code \\x4A} of
 * JSON and programs, {@code &#74;} and {@code &eacute;} of XML and HTML, and the letters with
 * accents of quoted-printable ({@code =C3=A9}); a sign of equality before anything else is one.
 */
final class Escape {

  /** What was read may become one. */
  static final int MORE = -2;

  /** What was read is none. */
  static final int NONE = -3;

  private static final int BYTE = 1 << 24;
  private static final int MOST_DECIMALS = 7;
  private static final int MOST_HEXES = 5;
  private static final int LONGEST_NAME = 6;

  /** Entities of letters with accents end by one of these; the letter alone is what counts. */
  private static final String ACCENTS = " acute grave circ uml tilde ring cedil slash caron ";

  private Escape() {}

  /** Whether an escape may begin so. */
  static boolean begins(int point) {
    return point == '%' || point == '\\' || point == '&' || point == '=';
  }

  /** Whether what was read is a byte of UTF-8, and no character. */
  static boolean isByte(int read) {
    return read >= BYTE;
  }

  static int byteOf(int read) {
    return read - BYTE;
  }

  /**
   * The character that stands here, a byte, {@link #MORE} or {@link #NONE}.
   *
   * @param text begins as an escape does; without its last character it may become one
   */
  static int read(CharSequence text) {
    if (text.length() == 1) {
      return MORE;
    }
    return switch (text.charAt(0)) {
      case '%' -> text.charAt(1) == 'u' ? hexes(text, 2, 4, 0) : hexes(text, 1, 2, BYTE);
      case '\\' -> backslash(text);
      case '=' -> quoted(text);
      default -> text.charAt(1) == '#' ? number(text) : named(text);
    };
  }

  private static int backslash(CharSequence text) {
    return switch (text.charAt(1)) {
      case 'u' -> hexes(text, 2, 4, 0);
      case 'x' -> hexes(text, 2, 2, BYTE);
      case 'n', 'r', 't' -> '\n';
      default -> NONE;
    };
  }

  /** As many hexadecimal digits from a place on, and what they say with a mark. */
  private static int hexes(CharSequence text, int from, int count, int mark) {
    var value = 0;
    for (var at = from; at < text.length(); at++) {
      var digit = Character.digit(text.charAt(at), 16);
      if (digit < 0) {
        return NONE;
      }
      value = value << 4 | digit;
    }
    return text.length() < from + count ? MORE : value | mark;
  }

  /** Two bytes of one letter; a single one could be the beginning of any value in capitals. */
  private static int quoted(CharSequence text) {
    var value = 0;
    for (var at = 1; at < text.length(); at++) {
      var one = text.charAt(at);
      var digit = Character.isLowerCase(one) ? -1 : Character.digit(one, 16);
      if (at == 3 ? one != '=' : digit < 0) {
        return NONE;
      }
      value = at == 3 ? value : value << 4 | digit;
      var isLetter =
          switch (at) {
            case 1 -> value == 0xC || value == 0xD;
            case 2 -> value >= 0xC2;
            case 4 -> (digit & 0xC) == 0x8;
            default -> true;
          };
      if (!isLetter) {
        return NONE;
      }
    }
    return text.length() < 6 ? MORE : (value >> 8 & 0x1F) << 6 | value & 0x3F;
  }

  private static int number(CharSequence text) {
    var hex = text.length() > 2 && (text.charAt(2) | ' ') == 'x';
    var from = hex ? 3 : 2;
    var most = from + (hex ? MOST_HEXES : MOST_DECIMALS);
    var value = 0;
    for (var at = from; at < text.length(); at++) {
      var one = text.charAt(at);
      if (one == ';' && at > from) {
        return value;
      }
      var digit = Character.digit(one, hex ? 16 : 10);
      if (digit < 0 || at >= most) {
        return NONE;
      }
      value = value * (hex ? 16 : 10) + digit;
    }
    return MORE;
  }

  private static int named(CharSequence text) {
    var last = text.charAt(text.length() - 1);
    if (last == ';') {
      return text.length() > 3 ? named(text.subSequence(1, text.length() - 1).toString()) : NONE;
    }
    var letter = last < 0x80 && Character.isLetter(last);
    return letter && text.length() <= LONGEST_NAME + 1 ? MORE : NONE;
  }

  private static int named(String name) {
    if (ACCENTS.contains(' ' + name.substring(1) + ' ')) {
      return name.charAt(0);
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "amp" -> '&';
      case "szlig" -> 'ß';
      case "aelig" -> 'æ';
      case "oelig" -> 'œ';
      case "eth" -> 'ð';
      case "thorn" -> 'þ';
      case "shy" -> '\u00AD';
      default -> ' ';
    };
  }
}
