package parley.server.synth.store;

import java.nio.charset.StandardCharsets;

/** Rows in the text format of PostgreSQL's COPY. */
final class CopyText {

  private static final int LARGE = 1 << 16;

  private final StringBuilder out = new StringBuilder(LARGE);
  private long rows;

  /** Writes a row; an empty {@code Optional} has to be given as {@link #NULL}. */
  CopyText row(Object... values) {
    for (var at = 0; at < values.length; at++) {
      if (at > 0) {
        out.append('\t');
      }
      value(values[at]);
    }
    out.append('\n');
    rows++;
    return this;
  }

  /** What stands for no value. */
  static final Object NULL = new Object();

  private void value(Object value) {
    if (value == NULL) {
      out.append("\\N");
    } else if (value instanceof Boolean truth) {
      out.append(truth ? 't' : 'f');
    } else if (value instanceof String text) {
      escaped(text);
    } else {
      out.append(value);
    }
  }

  private void escaped(String text) {
    for (var at = 0; at < text.length(); at++) {
      var character = text.charAt(at);
      switch (character) {
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> out.append(character);
      }
    }
  }

  long rows() {
    return rows;
  }

  byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }
}
