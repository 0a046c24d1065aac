package parley.submissions.engine;

import java.sql.SQLException;
import java.util.Locale;

/**
 * The engine or its disk failed while tables were made. The message is one line for a person and
 * says nothing that stands in a record; the cause may.
 */
public final class TablesNotMade extends RuntimeException {

  /** What is told when the scratch folder cannot be used, for whichever reason. */
  public static final String SCRATCH =
      "the tables could not be made: the scratch folder cannot be written to, or its disk is full;"
          + " mend it and build it again";

  /** That a statement or a file failed. */
  public TablesNotMade(Throwable cause) {
    super("the tables could not be made: " + why(cause), cause);
  }

  /** In words of our own, for the engine's may quote a value. */
  private static String why(Throwable cause) {
    var told = new StringBuilder();
    for (var at = cause; at != null; at = at.getCause()) {
      told.append(at.getMessage()).append('\n');
    }
    var text = told.toString().toLowerCase(Locale.ROOT);
    if (text.contains("no space left") || text.contains("quota exceeded")) {
      return "the disk of the scratch folder is full; make room and build it again";
    }
    if (text.contains("out of memory")) {
      return "the engine had too little memory; give it more and build it again";
    }
    return cause instanceof SQLException && !text.contains("io error")
        ? "the engine refused a statement, a fault of the program"
        : "the scratch folder cannot be written to or read; mend it and build it again";
  }
}
