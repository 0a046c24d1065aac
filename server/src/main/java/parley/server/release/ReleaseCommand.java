package parley.server.release;

import static java.util.stream.Collectors.joining;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Set;
import org.springframework.beans.BeansException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import parley.server.settings.CommandStart;
import parley.server.settings.InvalidSettings;
import parley.server.settings.Terminal;
import parley.server.work.Ordering;

/**
 * {@code parley release}: makes a release by an agreement out of the store, and shows the register
 * of releases. The gateway on the embedded database has to be stopped meanwhile; one on a database
 * of its own may run.
 */
public final class ReleaseCommand {

  private static final int REFUSED = 3;
  private static final int HELD_BACK = 4;
  private static final String USAGE =
      "usage: parley release --agreement FILE|URL --period 2026-10[..2027-03] [--provider ODS]"
          + " [--edition primary|refresh] [--out DIR] [--dry-run] [--key-id ID] [--by WHO] | list |"
          + " show ID | verify ID | agreements";

  /** Faults of the order, its agreement or the settings, and not of what was made. */
  private static final Set<String> OF_THE_ORDER =
      Set.of("AGREEMENT", "RIGHT", "SETTINGS", "KEY", "FOLDER");

  private final Terminal terminal;
  private final Clock clock;

  /**
   * A command that reports here.
   *
   * @param out where the result goes
   * @param err where progress and errors go, each in one line
   */
  public ReleaseCommand(PrintStream out, PrintStream err, Clock clock) {
    this.terminal = new Terminal(out, err);
    this.clock = clock;
  }

  /**
   * Releases or shows.
   *
   * @param args {@code release} and its options
   * @return exit code: 0 done; 1 not made: the database, the disk, or another of the same, and of
   *     {@code verify} that files differ; 2 the command, the agreement, a right or the settings are
   *     wrong; 3 a gate refused what was made; 4 held back: there is no list of opt-outs, or an old
   *     one
   */
  public int run(String... args) {
    var words = ReleaseCommandWords.of(Arrays.asList(args).subList(1, args.length), clock);
    if (words instanceof ReleaseCommandWords.Wrong wrong) {
      return terminal.wrong(wrong.problem() + "; " + USAGE);
    }
    if (words instanceof ReleaseCommandWords.Make make) {
      if (make.out().filter(folder -> !Terminal.isWritable(folder)).isPresent()) {
        return terminal.failed("--out: no folder that can be written to, nor made");
      }
      if (!isUrl(make.agreement())
          && ReleaseAgreements.content(Path.of(make.agreement())).isEmpty()) {
        return terminal.wrong("--agreement: no file that can be read, nor a url");
      }
    }
    return guarded(words);
  }

  private static boolean isUrl(String agreement) {
    return agreement.matches("(https?://|urn:).*");
  }

  private int guarded(ReleaseCommandWords words) {
    try {
      terminal.err().println("starting the database");
      var start = CommandStart.of(ReleaseCommandConfiguration.class);
      if (start instanceof CommandStart.Refused refused) {
        return terminal.wrong(refused.reason());
      }
      try (var context = ((CommandStart.Started) start).context()) {
        return done(words, context::getBean);
      }
    } catch (InvalidSettings | ReleaseWords.Wrong wrong) {
      return terminal.wrong(String.valueOf(wrong.getMessage()));
    } catch (DataAccessException | TransactionException e) {
      return terminal.failed("not released: the database cannot be reached; try again");
    } catch (BeansException e) {
      return terminal.failed("not released: the database did not start, or the settings name none");
    } catch (RuntimeException e) {
      // Without its words, which may quote a value of the record.
      return terminal.failed("not released: a fault of the program, " + place(e));
    }
  }

  private static String place(RuntimeException e) {
    return e.getClass().getName()
        + Arrays.stream(e.getStackTrace()).limit(1).map(at -> " at " + at).collect(joining());
  }

  /** What a command is done with, by its type. */
  interface Beans {
    <T> T get(Class<T> type);
  }

  /** Does what the words say; the exit code. */
  int done(ReleaseCommandWords words, Beans beans) {
    beans.get(Releases.class).sweep();
    var shown = new ReleaseShown(terminal.out());
    if (words instanceof ReleaseCommandWords.Make make) {
      return made(make, beans);
    }
    if (words instanceof ReleaseCommandWords.Agreements) {
      shown.agreements(beans.get(ReleaseAgreements.class).folder());
      return Terminal.DONE;
    }
    var rows = beans.get(ReleaseRows.class);
    if (words instanceof ReleaseCommandWords.One one) {
      var row = rows.one(one.id());
      if (row.isEmpty()) {
        return terminal.wrong("there is no release of this number");
      }
      return one.verify() ? verified(row.get()) : shown.whole(row.get());
    }
    rows.list().forEach(shown::line);
    return Terminal.DONE;
  }

  private int made(ReleaseCommandWords.Make make, Beans beans) {
    // Read first, so that a bad key is told before anything is entered in the register.
    beans.get(ReleaseKeys.class).ring();
    ReleaseRequest.Choice choice =
        isUrl(make.agreement())
            ? new ReleaseRequest.Choice.Named(make.agreement())
            : new ReleaseRequest.Choice.Given(
                ReleaseAgreements.content(Path.of(make.agreement())).orElse(""));
    var request = make.request(choice, beans.get(ReleaseSettings.class));
    var releases = beans.get(Releases.class);
    var ordering = releases.order(request);
    if (ordering instanceof Ordering.Busy<ReleaseOrdered, ReleaseRow> busy) {
      return terminal.failed(busy.text());
    }
    return ordering instanceof Ordering.Refused<ReleaseOrdered, ReleaseRow> refused
        ? refused(refused.row())
        : report(
            releases.run(
                ((Ordering.Taken<ReleaseOrdered, ReleaseRow>) ordering).work(), this::progress));
  }

  private void progress(String type, long count, boolean done) {
    terminal.err().println(type + ": " + count + (done ? " read" : " read so far"));
  }

  /** Tells what came of an order; the exit code. */
  int report(ReleaseRow row) {
    return switch (row.state()) {
      case RELEASED, CHECKED -> new ReleaseShown(terminal.out()).whole(row);
      case REFUSED -> refused(row);
      default -> terminal.failed("not released: " + row.reason());
    };
  }

  private int refused(ReleaseRow row) {
    var faults = row.result().faults();
    var code = faults.isEmpty() ? "" : faults.get(0).code();
    return terminal.error(
        code.equals("OPT_OUT") ? HELD_BACK : OF_THE_ORDER.contains(code) ? Terminal.WRONG : REFUSED,
        "release "
            + row.id()
            + " was refused: "
            + faults.stream().map(ReleaseFault::sentence).collect(joining(" | ")));
  }

  private int verified(ReleaseRow row) {
    if (row.state() != ReleaseState.RELEASED) {
      return terminal.wrong(row.title() + " is " + row.state().code() + " and has no files");
    }
    var differences =
        ReleaseFolders.differences(
            row.folder(), row.product(), row.result(), row.manifest().orElse(""));
    if (!differences.isEmpty()) {
      return terminal.failed(row.title() + ": " + String.join("; ", differences));
    }
    terminal.say(row.title() + ": every file is what was released");
    return Terminal.DONE;
  }
}
