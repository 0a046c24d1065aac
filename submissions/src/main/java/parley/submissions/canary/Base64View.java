package parley.submissions.canary;

/**
 * Bytes as base64, of both alphabets, broken into lines or not. Where it begins is not known, so
 * one of these looks from each of four places.
 */
final class Base64View {

  private final TextView text;
  private final int skipped;
  private int inRun;
  private int bits;
  private int count;

  /**
   * @param skipped characters of a run before the first group: 0 to 3
   */
  Base64View(TextView text, int skipped) {
    this.text = text;
    this.skipped = skipped;
  }

  /** Takes the six bits of the next character. */
  void take(int six, long offset) {
    if (inRun++ < skipped) {
      return;
    }
    bits = bits << 6 | six;
    count += 6;
    if (count >= 8) {
      count -= 8;
      text.take(bits >> count & 0xFF, offset);
      bits &= (1 << count) - 1;
    }
  }

  /** Says that a run is over. */
  void stop(long offset) {
    if (inRun > 0) {
      text.take(Finder.BREAK, offset);
    }
    inRun = 0;
    count = 0;
    bits = 0;
  }

  void end(long offset) {
    text.end(offset);
  }

  /** The six bits that a character stands for; -1 when it is none of base64. */
  static int value(int one) {
    if (one >= 'A' && one <= 'Z') {
      return one - 'A';
    }
    if (one >= 'a' && one <= 'z') {
      return one - 'a' + 26;
    }
    if (one >= '0' && one <= '9') {
      return one - '0' + 52;
    }
    if (one == '+' || one == '-') {
      return 62;
    }
    return one == '/' || one == '_' ? 63 : -1;
  }
}
