package parley.server.release;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parley.server.submission.Arguments;

/** What {@code parley release} was told to do. */
sealed interface ReleaseCommandWords {

  /**
   * A release, whose provider may be that of the settings.
   *
   * @param agreement file, or url of an agreement of the folder
   */
  record Make(
      String agreement,
      ReleaseWords.Period period,
      Optional<String> provider,
      Arguments given,
      Optional<Path> out)
      implements ReleaseCommandWords {

    /** The request, now that the settings are known. */
    ReleaseRequest request(ReleaseRequest.Choice choice, ReleaseSettings settings) {
      return new ReleaseRequest(
          choice,
          ReleaseWords.provider("--provider", provider, settings),
          period.first(),
          period.last(),
          ReleaseWords.edition("--edition", given.value("--edition")),
          given.flags().contains("--dry-run"),
          out,
          ReleaseWords.keyId("--key-id", given.value("--key-id")),
          ReleaseWords.by("--by", by(given)),
          false);
    }

    private static Optional<String> by(Arguments given) {
      return given.value("--by").or(() -> Optional.ofNullable(System.getProperty("user.name")));
    }
  }

  /** The register. */
  record Listing() implements ReleaseCommandWords {}

  /** The agreements of the folder. */
  record Agreements() implements ReleaseCommandWords {}

  /** One release; with {@code verify} its files are read and compared. */
  record One(long id, boolean verify) implements ReleaseCommandWords {}

  /** A command that is wrong, and in what. */
  record Wrong(String problem) implements ReleaseCommandWords {}

  /** Reads the words after {@code release}. */
  static ReleaseCommandWords of(List<String> words, Clock clock) {
    var reading =
        Arguments.read(
            words,
            Set.of(
                "--agreement", "--period", "--provider", "--edition", "--out", "--key-id", "--by"),
            Set.of("--dry-run"));
    if (reading.arguments().isEmpty()) {
      return new Wrong(reading.problem());
    }
    var given = reading.arguments().get();
    try {
      return given.plain().isEmpty() ? make(given, clock) : verb(given);
    } catch (ReleaseWords.Wrong wrong) {
      return new Wrong(String.valueOf(wrong.getMessage()));
    } catch (InvalidPathException e) {
      return new Wrong("--agreement or --out is no path of this system");
    }
  }

  private static ReleaseCommandWords make(Arguments given, Clock clock) {
    var agreement =
        given
            .value("--agreement")
            .orElseThrow(
                () ->
                    new ReleaseWords.Wrong(
                        "--agreement",
                        "is missing; it is a file, or the url of one of the folder"));
    var period = ReleaseWords.period("--period", given.value("--period"), clock);
    ReleaseWords.edition("--edition", given.value("--edition"));
    ReleaseWords.keyId("--key-id", given.value("--key-id"));
    if (given.value("--provider").filter(one -> !ReleaseSettings.isOds(one)).isPresent()) {
      return new Wrong("--provider is an ODS code of capitals and digits, such as RZ9");
    }
    return new Make(
        agreement, period, given.value("--provider"), given, given.value("--out").map(Path::of));
  }

  private static ReleaseCommandWords verb(Arguments given) {
    var verb = given.plain().get(0);
    if (!given.named().isEmpty() || !given.flags().isEmpty()) {
      return new Wrong(verb + " takes no options");
    }
    if (given.plain().size() == 1) {
      if (verb.equals("list")) {
        return new Listing();
      }
      if (verb.equals("agreements")) {
        return new Agreements();
      }
    }
    if (!verb.matches("show|verify")) {
      return new Wrong("nothing that can be done");
    }
    return given.plain().size() == 2 && given.plain().get(1).matches("[0-9]{1,18}")
        ? new One(Long.parseLong(given.plain().get(1)), verb.equals("verify"))
        : new Wrong("the number of the release is missing");
  }
}
