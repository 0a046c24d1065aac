package parley.server.synth;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code parley synth}: makes synthetic services into a folder. It starts no gateway and opens no
 * database; docs/synth.md says how what it makes enters one.
 */
public final class SynthCommand {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG = 2;

  private final PrintStream out;
  private final PrintStream err;

  /**
   * A command that reports here.
   *
   * @param out where the result goes
   * @param err where an error goes, in one line
   */
  public SynthCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Makes them.
   *
   * @param args {@code synth} and its options
   * @return exit code: 0 written, 1 not written, 2 the command is wrong
   */
  public int run(String... args) {
    var asked = SynthArguments.of(args);
    if (asked instanceof SynthArguments.Refused refused) {
      return error(WRONG, refused.reason());
    }
    var understood = (SynthArguments.Understood) asked;
    var folder = understood.folder();
    try {
      if (isInUse(folder)) {
        return error(WRONG, "--out: " + folder + " is not an empty folder; name a new one");
      }
      new Synthesis(understood.order())
          .write(folder, understood.forms())
          .forEach(line -> out.println("Written: " + line));
      return DONE;
    } catch (IOException e) {
      return error(FAILED, "the files could not be written to the folder " + folder);
    }
  }

  /** What lies there from before would be taken for part of the service. */
  private static boolean isInUse(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return false;
    }
    if (!Files.isDirectory(folder)) {
      return true;
    }
    try (var files = Files.list(folder)) {
      return files.findAny().isPresent();
    }
  }

  private int error(int code, String line) {
    err.println("parley: " + line);
    return code;
  }
}
