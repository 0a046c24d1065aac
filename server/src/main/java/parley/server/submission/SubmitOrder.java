package parley.server.submission;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import parley.submissions.build.Confirmation;
import parley.submissions.build.SubmissionType;

/** What {@code parley submit} was told to do. */
sealed interface SubmitOrder {

  /** A build. */
  record Build(BuildRequest request) implements SubmitOrder {}

  /** A command that is wrong, and in what. */
  record Wrong(String problem) implements SubmitOrder {}

  /** Reads the words after {@code submit}. */
  static SubmitOrder of(List<String> words, Clock clock) {
    var names =
        Set.of(
            "--provider",
            "--period",
            "--type",
            "--out",
            "--template",
            "--confirm",
            "--by",
            "--created");
    var reading = Arguments.read(words, names, Set.of("--dry-run"));
    if (reading.arguments().isEmpty()) {
      return new Wrong(reading.problem());
    }
    var given = reading.arguments().get();
    try {
      var problem = problem(given, clock);
      return problem.isEmpty() ? build(given, clock) : new Wrong(problem);
    } catch (DateTimeException e) {
      return new Wrong("--period is a month, such as 2026-10");
    } catch (InvalidPathException e) {
      return new Wrong("--out or --template is no path of this system");
    }
  }

  private static String problem(Arguments given, Clock clock) {
    if (!given.plain().isEmpty()) {
      return given.plain().get(0) + " is no option of this command";
    }
    if (given.value("--provider").filter(SubmissionSettings::isOds).isEmpty()) {
      return "--provider is an ODS code of capitals and digits, such as RZ9";
    }
    if (given.value("--period").isEmpty()) {
      return "--period is missing; it is a month, such as 2026-10";
    }
    if (!SubmissionRequests.hasBegun(YearMonth.parse(given.value("--period").get()), clock)) {
      return "--period is a month that has not begun";
    }
    if (!given.value("--type").orElse("primary").matches("primary|refresh")) {
      return "--type is primary or refresh";
    }
    if (given.value("--confirm").isPresent() && given.value("--by").isEmpty()) {
      return "--confirm gives the reason; --by has to say who confirms";
    }
    if (given.value("--created").isPresent() && created(given, clock).isEmpty()) {
      return "--created " + Created.RULE;
    }
    var template = given.value("--template").map(Path::of);
    return template.filter(file -> !Files.isReadable(file)).isPresent()
        ? "--template: no file that can be read"
        : "";
  }

  private static Optional<LocalDateTime> created(Arguments given, Clock clock) {
    var period = YearMonth.parse(given.value("--period").orElseThrow());
    return given.value("--created").flatMap(said -> Created.of(said, period, clock));
  }

  private static Build build(Arguments given, Clock clock) {
    var by = Asker.atTheCommand(given.value("--by").orElseGet(Asker::ownAccount));
    return new Build(
        new BuildRequest(
            given.value("--provider").orElseThrow(),
            YearMonth.parse(given.value("--period").orElseThrow()),
            SubmissionType.valueOf(
                given.value("--type").orElse("primary").toUpperCase(Locale.ROOT)),
            given.flags().contains("--dry-run"),
            given.value("--out").map(Path::of),
            given.value("--template").map(Path::of),
            given.value("--confirm").map(reason -> new Confirmation(by.told(), reason)),
            by,
            false,
            created(given, clock)));
  }
}
