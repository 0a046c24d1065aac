package parley.server.synth;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.springframework.beans.BeansException;
import parley.server.database.DatabaseServer;
import parley.server.settings.CommandStart;
import parley.server.synth.store.StoreLoad;

/**
 * {@code parley synth}: makes synthetic services into a folder, for which it starts no gateway and
 * opens no database, or straight into an empty store. docs/synth.md says how files enter one.
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
    if (asked instanceof SynthArguments.IntoStore store) {
      return intoStore(store);
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

  private int intoStore(SynthArguments.IntoStore asked) {
    try {
      if (asked.truth().isPresent() && isInUse(asked.truth().get())) {
        return error(
            WRONG, "--out: " + asked.truth().get() + " is not an empty folder; name a new one");
      }
      var start = CommandStart.of(SynthStoreConfiguration.class);
      if (start instanceof CommandStart.Refused refused) {
        return error(WRONG, refused.reason());
      }
      try (var context = ((CommandStart.Started) start).context();
          var load =
              StoreLoad.begin(StoreSynthesis.context(), context.getBean(DatabaseServer.class))) {
        var resources = new StoreSynthesis(asked.order()).write(load, asked.truth());
        out.println("Stored: " + resources + " FHIR resources");
        return DONE;
      }
    } catch (StoreLoad.NotEmpty e) {
      return error(WRONG, "--into-store: " + e.getMessage() + "; set PARLEY_DATA to a new folder");
    } catch (SQLException e) {
      return error(
          FAILED,
          "nothing was stored: the database failed, or is in use (" + e.getSQLState() + ")");
    } catch (BeansException e) {
      return error(
          FAILED, "nothing was stored: the database did not start, or the settings name none");
    } catch (IOException e) {
      return error(FAILED, "nothing was stored: the truth could not be written");
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
