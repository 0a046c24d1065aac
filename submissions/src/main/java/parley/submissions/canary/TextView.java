package parley.submissions.canary;

/**
 * Bytes as characters: UTF-8 with {@link Escape}s undone, also those of escapes of the same sort.
 * Where text is expected, bytes that are no UTF-8 count as Latin 1, and zeros as nothing; where
 * noise is, such bytes count as what no text has, and so do zeros but single ones.
 */
final class TextView {

  private final Finder finder;
  private final boolean noise;
  private final StringBuilder escape = new StringBuilder();
  private int lead;
  private int point;
  private int missing;
  private int percentPoint;
  private int percentMissing;
  private boolean zero;

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
    var two = found == 0 && !(noise && zero);
    zero = found == 0;
    if (two) {
      return; // Text of two bytes a character. Noise has zeros in a row, too.
    }
    var one = noise && found < ' ' && "\t\r\n".indexOf(found) < 0 ? Finder.BREAK : found;
    if (escape.length() == 0) {
      if (Escape.begins(one)) {
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
    var read = Escape.read(escape);
    if (read == Escape.MORE) {
      return;
    }
    if (read == Escape.NONE) {
      flush(offset);
      return;
    }
    escape.setLength(0);
    if (Escape.isByte(read)) {
      percent(Escape.byteOf(read), offset);
    } else if (Escape.begins(read)) {
      character(read, offset);
    } else {
      finder.take(read, offset);
    }
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
