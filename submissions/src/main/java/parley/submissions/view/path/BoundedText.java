package parley.submissions.view.path;

/** A text that stops a regular expression which would search it without end. */
final class BoundedText implements CharSequence {

  private static final int MOST_READS = 5_000_000;

  private final String text;
  private int reads;

  BoundedText(String text) {
    this.text = text;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    if (++reads > MOST_READS) {
      throw new PathFailure(
          "A regular expression takes too long",
          "Write it so that no repetition stands within another.");
    }
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
