package parley.server.terminologyload;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import parley.server.settings.CommandStart;

/**
 * {@code parley terminology load FILE}: puts a licensed release into the configured database. The
 * gateway on the embedded database has to be stopped meanwhile, because one process only may use
 * its files; one on a database of its own may run.
 */
public final class TerminologyLoadCommand {

  /** The release is loaded, now or before. */
  private static final int DONE = 0;

  /** It could not be loaded, or not completely. */
  private static final int FAILED = 1;

  /** The command, the file or the settings are wrong; nothing was begun. */
  private static final int WRONG = 2;

  private final PrintStream out;
  private final PrintStream err;

  /**
   * A command that reports here.
   *
   * @param out where progress and result go
   * @param err where an error goes, in one line
   */
  public TerminologyLoadCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Loads a release.
   *
   * @param args {@code terminology load FILE}
   * @return exit code: 0 loaded or already there, 1 not loaded, 2 nothing begun
   */
  public int run(String... args) throws InterruptedException {
    if (args.length != 3 || !args[1].equals("load")) {
      return error(WRONG, "usage: parley terminology load <SNOMED CT RF2 zip | LOINC zip>");
    }
    try (var release = ReleaseZip.open(Path.of(args[2]))) {
      return release instanceof Release.Readable readable
          ? load(readable)
          : error(WRONG, ((Release.Refused) release).reason());
    } catch (IOException e) {
      return error(FAILED, args[2] + " could not be read: " + e.getMessage());
    }
  }

  private int load(Release.Readable release) throws InterruptedException {
    out.println("Loading " + release.kind().label() + " from " + release.fileName());
    var start = CommandStart.of(TerminologyLoadConfiguration.class);
    if (start instanceof CommandStart.Refused refused) {
      return error(WRONG, refused.reason());
    }
    try (var context = ((CommandStart.Started) start).context();
        var progress = Progress.on(out)) {
      return report(release, context.getBean(ReleaseLoader.class).load(release, progress));
    }
  }

  private int report(Release.Readable release, Loading loading) {
    var label = release.kind().label();
    if (loading instanceof Loading.Loaded loaded) {
      out.printf(
          "%s: %d concepts and %d relationships loaded. Restart gateways that run on this database.%n",
          label, loaded.concepts(), loaded.relationships());
      return DONE;
    }
    if (loading instanceof Loading.AlreadyThere there) {
      out.printf(
          "%s: this file is loaded already (%d concepts); nothing was changed.%n",
          label, there.concepts());
      return DONE;
    }
    return error(FAILED, label + ": " + ((Loading.Failed) loading).reason());
  }

  private int error(int code, String line) {
    err.println("parley: " + line);
    return code;
  }
}
