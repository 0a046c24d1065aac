package parley.camelroutes;

import java.util.ArrayList;

/** Describes an exception for the log without its message, which may quote a patient's value. */
final class Faults {

  private static final int FRAMES = 15;
  private static final int CAUSES = 5;

  private Faults() {}

  /** Class and uppermost stack frames of an exception and of its causes. */
  static String describe(Throwable fault) {
    var parts = new ArrayList<String>();
    Throwable current = fault;
    for (int depth = 0; current != null && depth < CAUSES; depth++) {
      parts.add((depth == 0 ? "" : "caused by ") + current.getClass().getName());
      var frames = current.getStackTrace();
      for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
        parts.add("  at " + frames[i]);
      }
      current = current.getCause();
    }
    return String.join(System.lineSeparator(), parts);
  }
}
