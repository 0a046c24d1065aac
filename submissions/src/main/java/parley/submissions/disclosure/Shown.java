package parley.submissions.disclosure;

/** What a reader sees of a count. */
public sealed interface Shown {

  /** The one mark of everything that is hidden: why is nobody's to know. */
  String STAR = "*";

  Shown HIDDEN = new Hidden();

  /** A rounded count. */
  record Count(long rounded) implements Shown {
    @Override
    public String toString() {
      return Long.toString(rounded);
    }
  }

  /** Hidden, for being small or for giving a small one away. */
  record Hidden() implements Shown {
    @Override
    public String toString() {
      return STAR;
    }
  }
}
