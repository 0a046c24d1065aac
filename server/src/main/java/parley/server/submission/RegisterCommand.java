package parley.server.submission;

import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationContext;
import parley.server.settings.CommandStart;
import parley.server.settings.Terminal;

/**
 * {@code parley submission}: shows the register, and moves a build on in it. The gateway on the
 * embedded database has to be stopped meanwhile; while it runs, {@code $submission-register} and
 * {@code $submission-change} do the same.
 */
public final class RegisterCommand {

  private static final String USAGE =
      "usage: parley submission list [--provider ODS] [--period 2026-10] | show ID |"
          + " checked|released|uploaded|accepted|rejected ID --by WHO --reason WHY";

  private final Terminal terminal;

  /**
   * A command that reports here.
   *
   * @param out where the result goes
   * @param err where an error goes, in one line
   */
  public RegisterCommand(PrintStream out, PrintStream err) {
    this.terminal = new Terminal(out, err);
  }

  /**
   * Shows or changes.
   *
   * @param args {@code submission} and what is to be done
   * @return exit code: 0 done, 1 not done, 2 the command or the settings are wrong, the register
   *     does not allow it, or who asks has not the right
   */
  public int run(String... args) {
    var words = Arrays.asList(args).subList(1, args.length);
    var reading =
        Arguments.read(words, Set.of("--provider", "--period", "--by", "--reason"), Set.of());
    if (reading.arguments().isEmpty()) {
      return terminal.wrong(reading.problem() + "; " + USAGE);
    }
    var given = reading.arguments().get();
    var problem = problem(given);
    if (!problem.isEmpty()) {
      return terminal.wrong(problem + "; " + USAGE);
    }
    var start = CommandStart.of(SubmissionCommandConfiguration.class);
    if (start instanceof CommandStart.Refused refused) {
      return terminal.wrong(refused.reason());
    }
    try (var context = ((CommandStart.Started) start).context()) {
      context.getBean(Builds.class).sweep();
      return done(given, context);
    }
  }

  private static String problem(Arguments given) {
    var verb = given.plain().isEmpty() ? "" : given.plain().get(0);
    if (verb.equals("list")) {
      return isMonth(given.value("--period")) && given.plain().size() == 1
          ? ""
          : "--period is a month, such as 2026-10";
    }
    var changes = BuildState.of(verb).filter(BuildState::isSaidByPeople).isPresent();
    if (!changes && !verb.equals("show")) {
      return "nothing that can be done";
    }
    if (given.plain().size() != 2 || !given.plain().get(1).matches("[0-9]{1,18}")) {
      return "the number of the submission is missing";
    }
    return changes && (given.value("--by").isEmpty() || given.value("--reason").isEmpty())
        ? "--by says who does it and --reason why"
        : "";
  }

  private static boolean isMonth(Optional<String> said) {
    try {
      said.ifPresent(YearMonth::parse);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private int done(Arguments given, ApplicationContext context) {
    var rows = context.getBean(RegisterRows.class);
    var verb = given.plain().get(0);
    if (verb.equals("list")) {
      rows.list(given.value("--provider"), given.value("--period").map(YearMonth::parse))
          .forEach(row -> terminal.say(row.title() + " - " + row.state().code()));
      return Terminal.DONE;
    }
    var id = Long.parseLong(given.plain().get(1));
    if (verb.equals("show")) {
      var detail = rows.detail(id);
      detail.ifPresent(this::show);
      return detail.isPresent()
          ? Terminal.DONE
          : terminal.wrong("there is no submission of this number");
    }
    var outcome =
        context
            .getBean(Register.class)
            .change(
                id,
                BuildState.of(verb).orElseThrow(),
                Asker.atTheCommand(given.value("--by").orElseThrow()),
                given.value("--reason").orElseThrow());
    if (outcome instanceof Register.Outcome.Changed changed) {
      show(changed.build());
      return Terminal.DONE;
    }
    if (outcome instanceof Register.Outcome.Refused refused) {
      return terminal.wrong(refused.reason());
    }
    if (outcome instanceof Register.Outcome.Forbidden forbidden) {
      return terminal.wrong(forbidden.reason());
    }
    return outcome instanceof Register.Outcome.Failed failed
        ? terminal.failed(failed.reason())
        : terminal.wrong("there is no submission of this number");
  }

  private void show(BuildRow.Detail detail) {
    var row = detail.row();
    terminal.say(row.title() + " - " + row.state().code());
    terminal.say("folder: " + row.folder());
    if (!row.reason().isEmpty()) {
      terminal.say("reason: " + row.reason());
    }
    row.result().shortfalls().forEach(text -> terminal.say("guard: " + text));
    row.result().problems().forEach(text -> terminal.say("problem: " + text));
    detail
        .changes()
        .forEach(
            change ->
                terminal.say(
                    "%s %s by %s%s"
                        .formatted(
                            change.at(),
                            change.state().code(),
                            change.who(),
                            change.why().isEmpty() ? "" : ": " + change.why())));
    detail.carriage().ifPresent(carriage -> terminal.say("outlet " + carriage.line()));
    terminal.say(row.state().allowed());
  }
}
