package parley.submissions.view.path;

/**
 * @param text what it says, without quotes, escapes, {@code @} or {@code %}
 * @param at where it begins, counted from 1
 */
record Token(Kind kind, String text, int at) {

  enum Kind {
    NAME,
    /** A name in backticks, which is never a keyword. */
    QUOTED_NAME,
    TEXT,
    NUMBER,
    MOMENT,
    VARIABLE,
    SYMBOL,
    END
  }

  boolean is(String symbolOrKeyword) {
    return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(symbolOrKeyword);
  }
}
