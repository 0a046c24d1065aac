package parley.server.terminologyload;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import parley.server.settings.CommandStart;
import parley.server.settings.Terminal;

/**
 * {@code parley terminology load FILE}: puts a licensed release into the configured database. The
 * gateway on the embedded database has to be stopped meanwhile, because one process only may use
 * its files; one on a database of its own may run.
 */
public final class TerminologyLoadCommand {

  private final Terminal terminal;

  /**
   * A command that reports here.
   *
   * @param out where progress and result go
   * @param err where an error goes, in one line
   */
  public TerminologyLoadCommand(PrintStream out, PrintStream err) {
    this.terminal = new Terminal(out, err);
  }

  /**
   * Loads a release.
   *
   * @param args {@code terminology load FILE}
   * @return exit code: 0 loaded or already there, 1 not loaded, 2 nothing begun
   */
  public int run(String... args) throws InterruptedException {
    if (args.length != 3 || !args[1].equals("load")) {
      return terminal.wrong("usage: parley terminology load <SNOMED CT RF2 zip | LOINC zip>");
    }
    try (var release = ReleaseZip.open(Path.of(args[2]))) {
      return release instanceof Release.Readable readable
          ? load(readable)
          : terminal.wrong(((Release.Refused) release).reason());
    } catch (IOException e) {
      return terminal.failed(args[2] + " could not be read: " + e.getMessage());
    }
  }

  private int load(Release.Readable release) throws InterruptedException {
    terminal.say("Loading " + release.kind().label() + " from " + release.fileName());
    var start = CommandStart.of(TerminologyLoadConfiguration.class);
    if (start instanceof CommandStart.Refused refused) {
      return terminal.wrong(refused.reason());
    }
    try (var context = ((CommandStart.Started) start).context();
        var progress = Progress.on(terminal.out())) {
      return report(release, context.getBean(ReleaseLoader.class).load(release, progress));
    }
  }

  private int report(Release.Readable release, Loading loading) {
    var label = release.kind().label();
    if (loading instanceof Loading.Loaded loaded) {
      terminal
          .out()
          .printf(
              "%s: %d concepts and %d relationships loaded. Restart gateways that run on this database.%n",
              label, loaded.concepts(), loaded.relationships());
      return Terminal.DONE;
    }
    if (loading instanceof Loading.AlreadyThere there) {
      terminal
          .out()
          .printf(
              "%s: this file is loaded already (%d concepts); nothing was changed.%n",
              label, there.concepts());
      return Terminal.DONE;
    }
    return terminal.failed(label + ": " + ((Loading.Failed) loading).reason());
  }
}
