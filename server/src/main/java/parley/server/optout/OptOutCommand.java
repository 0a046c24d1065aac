package parley.server.optout;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import parley.server.settings.CommandStart;
import parley.server.settings.Terminal;
import parley.server.submission.Arguments;
import parley.submissions.release.OptOuts;

/**
 * {@code parley opt-outs}: writes a request, loads an answer, and says how old the list is. Never
 * who opted out, nor how many. The gateway on the embedded database has to be stopped meanwhile.
 */
public final class OptOutCommand {

  private static final int SHOWN = 20;
  private static final String ALL_CLEAR = "--confirm-all-clear";
  private static final String USAGE =
      "usage: parley opt-outs request --out FOLDER | request --mesh | load FILE [--request NAME]"
          + " [--confirm-all-clear] | status";

  private final Terminal terminal;

  /**
   * A command that reports here.
   *
   * @param out where the result goes
   * @param err where an error goes, in one line
   */
  public OptOutCommand(PrintStream out, PrintStream err) {
    this.terminal = new Terminal(out, err);
  }

  /**
   * Does it.
   *
   * @param args {@code opt-outs} and what is to be done
   * @return exit code: 0 done, 1 not done, 2 the command or the settings are wrong
   */
  public int run(String... args) {
    var words = Arrays.asList(args).subList(1, args.length);
    var reading = Arguments.read(words, Set.of("--out", "--request"), Set.of("--mesh", ALL_CLEAR));
    if (reading.arguments().isEmpty()) {
      return terminal.wrong(reading.problem() + "; " + USAGE);
    }
    var given = reading.arguments().get();
    var verb = given.plain().isEmpty() ? "" : given.plain().get(0);
    var fits =
        switch (verb) {
          case "request" ->
              given.plain().size() == 1
                  && given.value("--out").isPresent() != given.flags().contains("--mesh");
          case "load" -> given.plain().size() == 2;
          case "status" -> given.plain().size() == 1;
          default -> false;
        };
    if (!fits) {
      return terminal.wrong(USAGE);
    }
    var start = CommandStart.of(OptOutCommandConfiguration.class);
    if (start instanceof CommandStart.Refused refused) {
      return terminal.wrong(refused.reason());
    }
    try (var context = ((CommandStart.Started) start).context()) {
      return done(given, context.getBean(OptOutExchange.class), context.getBean(OptOutMail.class));
    } catch (UncheckedIOException e) {
      return terminal.failed("the file cannot be written; nothing was asked");
    } catch (IOException e) {
      return terminal.failed("the file cannot be read");
    }
  }

  int done(Arguments given, OptOutExchange exchange, OptOutMail mail) throws IOException {
    var verb = given.plain().get(0);
    if (verb.equals("load")) {
      return load(
          exchange,
          Path.of(given.plain().get(1)),
          given.value("--request"),
          given.flags().contains(ALL_CLEAR));
    }
    if (verb.equals("status")) {
      return status(exchange);
    }
    if (given.flags().contains("--mesh") && !mail.canSend()) {
      return terminal.wrong("there is no MESH mailbox to send from: parley.mesh.mailbox");
    }
    var who = System.getProperty("user.name", "");
    var request =
        given.flags().contains("--mesh")
            ? mail.ask(who)
            : exchange.ask("file", who, it -> write(it, Path.of(given.value("--out").get())));
    if (request.isEmpty()) {
      return terminal.failed("nobody in the record has an NHS number");
    }
    terminal.say(
        "%s asks about %d people".formatted(request.get().reference(), request.get().asked()));
    return Terminal.DONE;
  }

  /** Readable by its owner alone; never over another. */
  private static void write(OptOutExchange.Request request, Path folder) {
    try {
      Files.createDirectories(folder);
      OwnFiles.write(folder.resolve(request.reference() + ".dat"), request.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int load(OptOutExchange exchange, Path file, Optional<String> request, boolean allClear)
      throws IOException {
    var outcome = exchange.answer(request, Files.readAllBytes(file), allClear);
    if (outcome instanceof OptOutExchange.Outcome.Refused refused) {
      return terminal.failed(refused.reason());
    }
    if (outcome instanceof OptOutExchange.Outcome.Unchanged unchanged) {
      terminal.say(unchanged.note());
      return Terminal.DONE;
    }
    var loaded = (OptOutExchange.Outcome.Loaded) outcome;
    terminal.say("the list is that of " + loaded.reference());
    return Terminal.DONE;
  }

  private int status(OptOutExchange exchange) {
    var list = exchange.current();
    if (list instanceof OptOuts.Current current) {
      terminal.say("the list is of " + current.asOf());
    } else {
      var day = ((OptOuts.Stale) list).asOf().map(it -> "the list is of " + it + ", too old");
      terminal.say(day.orElse("there is no list") + ": nothing can be released");
    }
    exchange
        .latest(SHOWN)
        .forEach(
            it ->
                terminal.say(
                    "%s asked %s by %s about %d: %s%s"
                        .formatted(
                            it.reference(),
                            it.askedAt(),
                            it.route(),
                            it.asked(),
                            it.state(),
                            it.reason().isEmpty() ? "" : ", " + it.reason())));
    return Terminal.DONE;
  }
}
