package parley.server.settings;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a command of the launcher reports, and how it ends.
 *
 * @param out where the result goes
 * @param err where progress and an error go
 */
public record Terminal(PrintStream out, PrintStream err) {

  /** Exit code: what was asked for is done. */
  public static final int DONE = 0;

  /** Exit code: it could not be done. */
  public static final int FAILED = 1;

  /** Exit code: the command, what it names or the settings are wrong; nothing was begun. */
  public static final int WRONG = 2;

  /** Writes a line of the result. */
  public void say(String line) {
    out.println(line);
  }

  /** Says in one line why a command could not do what was asked for; its exit code. */
  public int failed(String line) {
    return error(FAILED, line);
  }

  /** Says in one line what is wrong with a command; its exit code. */
  public int wrong(String line) {
    return error(WRONG, line);
  }

  /**
   * Says in one line why a command ends.
   *
   * @param code its exit code
   * @return the same code
   */
  public int error(int code, String line) {
    err.println("parley: " + line);
    return code;
  }

  /** Makes a folder if it is not there; says whether files can be written to it. */
  public static boolean isWritable(Path folder) {
    try {
      var made = folder.toAbsolutePath();
      return Files.isWritable(Files.isDirectory(made) ? made : Files.createDirectories(made));
    } catch (IOException e) {
      return false;
    }
  }
}
