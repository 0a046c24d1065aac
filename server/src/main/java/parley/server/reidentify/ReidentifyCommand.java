package parley.server.reidentify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import parley.server.optout.OwnFiles;
import parley.server.settings.CommandStart;
import parley.server.settings.Terminal;
import parley.server.submission.Arguments;
import parley.submissions.agreement.AgreementReading;
import parley.submissions.agreement.Agreements;
import parley.submissions.pseudonym.PseudonymScope;
import parley.submissions.pseudonym.Token;

/**
 * {@code parley reidentify}: leads tokens of a recipient back to resources and identifiers, into a
 * file that its owner alone may read. Every ask is in the audit, refused ones too. The gateway on
 * the embedded database has to be stopped meanwhile.
 */
public final class ReidentifyCommand {

  private static final int REFUSED = 3;
  private static final Set<String> NAMES =
      Set.of(
          "--agreement",
          "--release",
          "--key",
          "--kind",
          "--tokens",
          "--user",
          "--right",
          "--reason",
          "--out");
  private static final String USAGE =
      "usage: parley reidentify --tokens FILE --kind patient|referral|contact|activity|practitioner|"
          + "TYPE --agreement FILE [--release NAME] [--key ID] --user WHO --right FILE --reason WHY"
          + " --out FILE";

  private final Terminal terminal;

  /**
   * A command that reports here.
   *
   * @param out where the result is told, without anybody's identifier
   * @param err where an error goes, in one line
   */
  public ReidentifyCommand(PrintStream out, PrintStream err) {
    this.terminal = new Terminal(out, err);
  }

  /**
   * Leads back.
   *
   * @param args {@code reidentify} and its options
   * @return exit code: 0 done, 1 not done, 2 the command or the settings are wrong, 3 refused
   */
  public int run(String... args) {
    var words = Arrays.asList(args).subList(1, args.length);
    var reading = Arguments.read(words, NAMES, Set.of());
    if (reading.arguments().isEmpty() || !reading.arguments().get().plain().isEmpty()) {
      return terminal.wrong(USAGE);
    }
    var start = CommandStart.of(ReidentifyConfiguration.class);
    if (start instanceof CommandStart.Refused refused) {
      return terminal.wrong(refused.reason());
    }
    try (var context = ((CommandStart.Started) start).context()) {
      return asked(reading.arguments().get(), context.getBean(Reidentify.class));
    }
  }

  int asked(Arguments given, Reidentify reidentify) {
    var ask =
        new AuditRows.Ask(
            given.value("--user").orElse(""),
            System.getProperty("user.name", ""),
            given.value("--reason").orElse(""),
            given.value("--kind").orElse(""));
    Reidentify.Outcome outcome;
    try {
      outcome = reidentify.lookUp(order(given, ask));
    } catch (NotAsked e) {
      outcome = reidentify.refuse(ask, e.reason);
    }
    if (outcome instanceof Reidentify.Outcome.Refused refused) {
      return terminal.error(REFUSED, refused.reason());
    }
    return written((Reidentify.Outcome.Answered) outcome, Path.of(given.value("--out").get()));
  }

  private int written(Reidentify.Outcome.Answered answer, Path file) {
    var text = new StringBuilder("token,resource,identifier\r\n");
    for (var line : answer.lines()) {
      text.append(line.token()).append(',').append(line.resource()).append(',');
      text.append('"').append(line.identifier().replace("\"", "\"\"")).append("\"\r\n");
    }
    try {
      OwnFiles.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return terminal.failed("the file of --out is there already or cannot be written");
    }
    terminal.say(
        "audit " + answer.number() + ": " + answer.found() + " found, in the file of --out");
    return Terminal.DONE;
  }

  private static Reidentify.Order order(Arguments given, AuditRows.Ask ask) {
    for (var name : new String[] {"--user", "--reason", "--right", "--tokens", "--kind", "--out"}) {
      if (given.value(name).isEmpty()) {
        throw new NotAsked(name + " is missing; " + USAGE);
      }
    }
    var kind =
        TokenKind.of(ask.kind())
            .orElseThrow(() -> new NotAsked("--kind is none of those there are; " + USAGE));
    if (Files.exists(Path.of(given.value("--out").get()))) {
      throw new NotAsked("the file of --out is there already; name another");
    }
    return new Reidentify.Order(
        ask,
        secret(Path.of(given.value("--right").get())),
        scope(given),
        given.value("--key"),
        kind,
        tokens(Path.of(given.value("--tokens").get())));
  }

  private static String secret(Path file) {
    try {
      var others = PosixFilePermissions.toString(Files.getPosixFilePermissions(file)).substring(3);
      if (!others.equals("------")) {
        throw new NotAsked("others than its owner may read the file of --right; chmod 600 it");
      }
      return Files.readString(file).strip();
    } catch (IOException | UnsupportedOperationException e) {
      throw new NotAsked("the file of --right cannot be read");
    }
  }

  /** An agreement that has expired still says whose tokens these are. */
  private static PseudonymScope scope(Arguments given) {
    var file = given.value("--agreement").orElseThrow(() -> new NotAsked("--agreement is missing"));
    try {
      var reading = Agreements.read(Files.readString(Path.of(file)), LocalDate.EPOCH);
      if (!(reading instanceof AgreementReading.Accepted accepted)) {
        throw new NotAsked("the agreement does not hold");
      }
      var agreement = accepted.agreement();
      var release = given.value("--release");
      if (release.isEmpty() && !agreement.linkable()) {
        throw new NotAsked("releases of this agreement are not linkable: --release says which");
      }
      return agreement.scope(release.orElse(""));
    } catch (IOException e) {
      throw new NotAsked("the file of --agreement cannot be read");
    }
  }

  private static Set<Token> tokens(Path file) {
    var tokens = new LinkedHashSet<Token>();
    try {
      var line = 0;
      for (var text : Files.readAllLines(file)) {
        line++;
        if (!text.isBlank()) {
          tokens.add(token(text.strip(), line));
        }
      }
    } catch (IOException e) {
      throw new NotAsked("the file of --tokens cannot be read");
    }
    if (tokens.isEmpty()) {
      throw new NotAsked("there is no token in the file of --tokens");
    }
    return tokens;
  }

  private static Token token(String text, int line) {
    return Optional.of(text)
        .filter(it -> it.matches("[a-z2-7]{26}"))
        .map(Token::new)
        .orElseThrow(() -> new NotAsked("line " + line + " of the file of --tokens is no token"));
  }

  /** Why there is nothing to be looked up. */
  private static final class NotAsked extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String reason;

    NotAsked(String reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
