package parley.server.submission;

import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import parley.server.fhir.Given;
import parley.submissions.build.Confirmation;
import parley.submissions.build.SubmissionType;
import parley.terminology.England;

/** Reads the parameters of {@code $submission}. */
final class SubmissionRequests {

  static final Set<String> PARAMETERS =
      Set.of("provider", "period", "type", "dry-run", "confirm", "by", "created");

  private final Clock clock;

  SubmissionRequests(Clock clock) {
    this.clock = clock;
  }

  /**
   * What is to be built.
   *
   * @throws InvalidRequestException naming the parameter
   */
  BuildRequest of(Given given) {
    var provider =
        provider(given.code("provider").orElseThrow(() -> bad("provider", "is missing")));
    var period = month(given.code("period").orElseThrow(() -> bad("period", "is missing")));
    if (!hasBegun(period, clock)) {
      throw bad("period", "is a month that has not begun");
    }
    var type = given.code("type").map(SubmissionRequests::type).orElse(SubmissionType.PRIMARY);
    var by = given.code("by").filter(name -> !name.isBlank());
    var reason = given.code("confirm");
    if (reason.isPresent() && (by.isEmpty() || reason.get().isBlank())) {
      throw bad("confirm", "is the reason, and by says who gives it");
    }
    return new BuildRequest(
        provider,
        period,
        type,
        dryRun(given),
        Optional.empty(),
        Optional.empty(),
        reason.map(why -> new Confirmation(by.orElseThrow(), why)),
        Asker.named(by.orElse("a caller of $submission")),
        false,
        given.code("created").map(said -> created(said, period)));
  }

  private static boolean dryRun(Given given) {
    var said = given.code("dry-run").orElse("false");
    if (!said.matches("true|false")) {
      throw bad("dry-run", "is true or false");
    }
    return Boolean.parseBoolean(said);
  }

  /** Whether a month has begun in England. */
  static boolean hasBegun(YearMonth period, Clock clock) {
    return !period.isAfter(YearMonth.now(clock.withZone(England.TIME)));
  }

  private LocalDateTime created(String said, YearMonth period) {
    return Created.of(said, period, clock).orElseThrow(() -> bad("created", Created.RULE));
  }

  static String provider(String said) {
    if (!SubmissionSettings.isOds(said)) {
      throw bad("provider", "is an ODS code of capitals and digits, such as RZ9");
    }
    return said;
  }

  static YearMonth month(String said) {
    try {
      return YearMonth.parse(said);
    } catch (DateTimeException e) {
      throw bad("period", "is a month, such as 2026-10");
    }
  }

  private static SubmissionType type(String said) {
    if (!said.matches("primary|refresh")) {
      throw bad("type", "is primary or refresh");
    }
    return SubmissionType.valueOf(said.toUpperCase(Locale.ROOT));
  }

  static long number(String said) {
    if (!said.matches("[0-9]{1,18}")) {
      throw bad("id", "is the number of a submission");
    }
    return Long.parseLong(said);
  }

  private static InvalidRequestException bad(String name, String rule) {
    return new InvalidRequestException(name + ": " + rule);
  }
}
