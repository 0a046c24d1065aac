package parley.server.submission;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.BeansException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import parley.server.settings.CommandStart;
import parley.server.settings.Terminal;
import parley.server.work.BuildProgress;
import parley.server.work.Ordering;
import parley.submissions.engine.BuildStep;
import parley.submissions.engine.TablesNotMade;

/**
 * {@code parley submit}: builds the package of a month out of the store. The gateway on the
 * embedded database has to be stopped meanwhile; one on a database of its own may run.
 */
public final class SubmitCommand {

  private static final int REJECTED = 3;
  private static final int BLOCKED = 4;
  private static final String USAGE =
      "usage: parley submit --provider ODS --period 2026-10 [--type primary|refresh] [--out DIR]"
          + " [--dry-run] [--template FILE] [--confirm REASON --by WHO]"
          + " [--created 2026-11-20T10:00:00]";

  private final Terminal terminal;
  private final Clock clock;

  /**
   * A command that reports here.
   *
   * @param out where the result goes
   * @param err where progress and an error go
   */
  public SubmitCommand(PrintStream out, PrintStream err, Clock clock) {
    this.terminal = new Terminal(out, err);
    this.clock = clock;
  }

  /**
   * Builds.
   *
   * @param args {@code submit} and its options
   * @return exit code: 0 built and acceptable; 1 not built; 2 the command or the settings are
   *     wrong, or who asks has not the right; 3 built, and would be rejected by the national system
   *     or a rule of our own; 4 held back by the guard
   */
  public int run(String... args) {
    var order = SubmitOrder.of(Arrays.asList(args).subList(1, args.length), clock);
    if (order instanceof SubmitOrder.Wrong wrong) {
      return terminal.wrong(wrong.problem() + "; " + USAGE);
    }
    var request = ((SubmitOrder.Build) order).request();
    if (request.out().filter(folder -> !Terminal.isWritable(folder)).isPresent()) {
      return terminal.failed("--out: no folder that can be written to, nor made");
    }
    return build(request);
  }

  private int build(BuildRequest request) {
    try {
      return started(request);
    } catch (DataAccessException | TransactionException e) {
      return terminal.failed("not built: the database cannot be reached; try again");
    } catch (TablesNotMade e) {
      return terminal.failed("not built: " + e.getMessage());
    } catch (IllegalStateException e) {
      return terminal.failed("not built: " + e.getMessage());
    } catch (BeansException e) {
      return terminal.failed("not built: the database did not start, or the settings name none");
    }
  }

  private int started(BuildRequest request) {
    terminal.err().println("starting the database");
    var start = CommandStart.of(SubmissionCommandConfiguration.class);
    if (start instanceof CommandStart.Refused refused) {
      return terminal.wrong(refused.reason());
    }
    try (var context = ((CommandStart.Started) start).context()) {
      var builds = context.getBean(Builds.class);
      var ordering = builds.order(request);
      if (ordering instanceof Ordering.Forbidden<BuildOrdered, BuildRow> forbidden) {
        return terminal.wrong(forbidden.text());
      }
      if (ordering instanceof Ordering.Busy<BuildOrdered, BuildRow> busy) {
        return terminal.failed(busy.text());
      }
      return report(
          builds.run(((Ordering.Taken<BuildOrdered, BuildRow>) ordering).work(), new Told()));
    }
  }

  /** Says how far it is, and how long each step took. */
  private final class Told implements BuildProgress {

    private long since = System.nanoTime();

    @Override
    public void read(String type, long count, boolean done) {
      terminal.err().println(type + ": " + count + (done ? " read" : " read so far"));
    }

    @Override
    public void done(BuildStep step) {
      var now = System.nanoTime();
      terminal.err().printf(Locale.ROOT, "%s: %.1f s%n", step.title(), (now - since) / 1e9);
      since = now;
    }
  }

  private int report(BuildRow row) {
    var told = row.result();
    if (row.state() == BuildState.BLOCKED) {
      return terminal.error(
          BLOCKED,
          "held back: "
              + String.join("; ", told.shortfalls())
              + ". If that is right, add --confirm REASON --by WHO"
              + whereTheReportIs(row));
    }
    if (row.state() != BuildState.DRAFT) {
      var why = told.problems().isEmpty() ? row.reason() : String.join("; ", told.problems());
      return terminal.failed("not built: " + why + whereTheReportIs(row));
    }
    terminal.say(row.title());
    terminal.say("folder: " + row.folder());
    terminal.say("rows: " + counts(told.rows()));
    terminal.say("findings: " + (told.findings().isEmpty() ? "none" : counts(told.findings())));
    terminal.say("rows that would be lost: " + told.rowsLost());
    told.shortfalls().forEach(text -> terminal.say("confirmed: " + text));
    told.notes().forEach(text -> terminal.say("note: " + text));
    if (row.acceptable().orElse(false) && row.releasable().orElse(false)) {
      return Terminal.DONE;
    }
    return terminal.error(
        REJECTED,
        (row.acceptable().orElse(false)
                ? "the file breaks rules of our own"
                : "the national system would reject the file")
            + "; the report in its folder names each finding and how to mend it");
  }

  private static String whereTheReportIs(BuildRow row) {
    return PackageFiles.report(row.folder())
        .flatMap(name -> PackageFiles.file(row.folder(), name))
        .map(report -> ". The report is " + report)
        .orElse("");
  }

  private static String counts(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
