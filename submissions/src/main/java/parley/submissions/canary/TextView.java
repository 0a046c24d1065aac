package parley.submissions.canary;

/**
 * Bytes as characters: UTF-8, with the escapes of URLs ({@code %4A}), JSON ({@code \\u004a}) and
 * XML ({@code &#74;}) undone. Where text is expected, bytes that are no UTF-8 count as Latin 1, and
 * zeros as nothing; where noise is, as what no text has.
 */
final class TextView {

  private static final int LONGEST_ESCAPE = 10;

  private final Finder finder;
  private final boolean noise;
  private final StringBuilder escape = new StringBuilder();
  private int lead;
  private int point;
  private int missing;
  private int percentPoint;
  private int percentMissing;

  /**
   * @param noise whether most of what comes is no text
   */
  TextView(Finder finder, boolean noise) {
    this.finder = finder;
    this.noise = noise;
  }

  /** The next byte, 0 to 255, or {@link Finder#BREAK}. */
  void take(int one, long offset) {
    if (missing > 0 && (one & 0xC0) == 0x80 && one >= 0) {
      point = point << 6 | one & 0x3F;
      if (--missing == 0) {
        character(point, offset);
      }
      return;
    }
    if (missing > 0) {
      missing = 0;
      character(noise ? Finder.BREAK : lead, offset);
    }
    if (one < 0x80) {
      character(one, offset);
    } else if (one >= 0xF0) {
      begin(one, 0x07, 3);
    } else if (one >= 0xE0) {
      begin(one, 0x0F, 2);
    } else if (one >= 0xC2) {
      begin(one, 0x1F, 1);
    } else {
      character(noise ? Finder.BREAK : one, offset);
    }
  }

  void end(long offset) {
    flush(offset);
    finder.end();
  }

  private void begin(int one, int mask, int more) {
    lead = one;
    point = one & mask;
    missing = more;
  }

  private void character(int found, long offset) {
    if (found == 0 && !noise) {
      return; // Text of two bytes a character.
    }
    var one = noise && found < ' ' && "\t\r\n".indexOf(found) < 0 ? Finder.BREAK : found;
    if (escape.length() == 0) {
      if (one == '%' || one == '\\' || one == '&') {
        escape.append((char) one);
      } else {
        percentMissing = 0;
        finder.take(one, offset);
      }
      return;
    }
    if (one < 0x21 || one > 0x7E) {
      flush(offset);
      finder.take(one, offset);
      return;
    }
    escape.append((char) one);
    step(offset);
  }

  private void step(long offset) {
    var text = escape.toString();
    if (text.matches("%[0-9A-Fa-f]{2}")) {
      escape.setLength(0);
      percent(Integer.parseInt(text.substring(1), 16), offset);
    } else if (text.matches("\\\\u[0-9A-Fa-f]{4}")) {
      escape.setLength(0);
      finder.take(Integer.parseInt(text.substring(2), 16), offset);
    } else if (text.matches("\\\\[nrt]")) {
      escape.setLength(0);
      finder.take('\n', offset);
    } else if (text.matches("&#[0-9]{1,7};")) {
      escape.setLength(0);
      finder.take(Integer.parseInt(text.substring(2, text.length() - 1)), offset);
    } else if (text.matches("&#[xX][0-9A-Fa-f]{1,5};")) {
      escape.setLength(0);
      finder.take(Integer.parseInt(text.substring(3, text.length() - 1), 16), offset);
    } else if (text.matches("&[a-z]{2,5};")) {
      escape.setLength(0);
      finder.take(' ', offset);
    } else if (!isBeginning(text)) {
      flush(offset);
    }
  }

  private static boolean isBeginning(String text) {
    return text.length() < LONGEST_ESCAPE
        && text.matches(
            "%[0-9A-Fa-f]?|\\\\(u[0-9A-Fa-f]{0,3})?|&(#([0-9]{0,7}|[xX][0-9A-Fa-f]{0,5})|[a-z]{0,5})?");
  }

  /** Bytes of UTF-8, each by its own escape. */
  private void percent(int one, long offset) {
    if (percentMissing > 0 && (one & 0xC0) == 0x80) {
      percentPoint = percentPoint << 6 | one & 0x3F;
      if (--percentMissing == 0) {
        finder.take(percentPoint, offset);
      }
    } else if (one >= 0xC2 && one < 0xF5) {
      percentMissing = one >= 0xF0 ? 3 : one >= 0xE0 ? 2 : 1;
      percentPoint = one & 0x3F >> percentMissing;
    } else {
      percentMissing = one == '%' ? percentMissing : 0;
      character(one < 0x80 ? one : Finder.BREAK, offset);
    }
  }

  /** It was no escape: the first goes as it is, the rest may begin one. */
  private void flush(long offset) {
    if (escape.length() == 0) {
      return;
    }
    var text = escape.toString();
    escape.setLength(0);
    finder.take(text.charAt(0), offset);
    for (var at = 1; at < text.length(); at++) {
      character(text.charAt(at), offset);
    }
    if (escape.length() == text.length()) {
      throw new IllegalStateException("an escape has to get shorter");
    }
  }
}
