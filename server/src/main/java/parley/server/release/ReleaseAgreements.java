package parley.server.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import parley.submissions.agreement.AgreementReading;
import parley.submissions.agreement.Agreements;
import parley.submissions.agreement.ReleaseAgreement;
import parley.terminology.England;

/**
 * Release agreements: those of the folder, read anew with each question, and those that come with
 * an order. Each is registered before it is used; the same url and version with other content is
 * refused for good.
 */
public final class ReleaseAgreements {

  /** Of the files of the folder that are agreements. */
  public static final List<String> ENDINGS = List.of(".json", ".yaml", ".yml");

  private static final long LARGEST = 1 << 20;
  private static final String FOLDER = "the folder of agreements";

  private final ReleaseSettings settings;
  private final AgreementRows rows;
  private final Clock clock;

  ReleaseAgreements(ReleaseSettings settings, AgreementRows rows, Clock clock) {
    this.settings = settings;
    this.rows = rows;
    this.clock = clock;
  }

  /** What came of looking for an agreement. */
  public sealed interface Found {

    /** It holds, and is registered. */
    record Holds(ReleaseAgreement agreement) implements Found {}

    /**
     * Nothing may be released by it.
     *
     * @param faults at least one
     */
    record Refused(List<ReleaseFault> faults) implements Found {
      public Refused {
        faults = List.copyOf(faults);
      }

      static Refused of(String location, String rule, String remedy) {
        return new Refused(List.of(ReleaseFault.agreement(location, rule, remedy)));
      }
    }
  }

  /**
   * A file of the folder.
   *
   * @param content empty when it cannot be read
   */
  record Filed(String file, String content, Found found) {}

  /** Every agreement of the folder, by the name of its file; one that is faulty stops no other. */
  List<Filed> folder() {
    var filed = new ArrayList<Filed>();
    for (var file : files()) {
      var name = file.getFileName().toString();
      var content = content(file);
      filed.add(
          new Filed(
              name,
              content.orElse(""),
              content
                  .map(text -> given(text, FOLDER))
                  .orElseGet(
                      () ->
                          Found.Refused.of(
                              name, "it is a file of text, of at most 1 MB", "look at the file"))));
    }
    return filed;
  }

  private List<Path> files() {
    var folder = settings.agreementFolder().filter(Files::isDirectory);
    if (folder.isEmpty()) {
      return List.of();
    }
    try (var all = Files.list(folder.get())) {
      return all.filter(ReleaseAgreements::isAgreement).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of agreements cannot be read", e);
    }
  }

  private static boolean isAgreement(Path file) {
    var name = file.getFileName().toString();
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  /** What an agreement's file says; empty when it cannot be read or is too large for one. */
  static Optional<String> content(Path file) {
    try {
      return Files.size(file) > LARGEST ? Optional.empty() : Optional.of(Files.readString(file));
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * An agreement of the folder.
   *
   * @param name its url, with {@code |version} where there are several
   */
  public Found named(String name) {
    var bar = name.indexOf('|');
    var url = bar < 0 ? name : name.substring(0, bar);
    var version = bar < 0 ? "" : name.substring(bar + 1);
    var faulty = new ArrayList<Found>();
    var holding = new ArrayList<Found.Holds>();
    for (var filed : folder()) {
      if (filed.found() instanceof Found.Holds holds) {
        var agreement = holds.agreement();
        if (agreement.url().equals(url)
            && (version.isEmpty() || agreement.version().equals(version))) {
          holding.add(holds);
        }
      } else if (names(filed.content(), url)) {
        faulty.add(filed.found());
      }
    }
    if (holding.size() == 1) {
      return holding.get(0);
    }
    if (holding.size() > 1) {
      return Found.Refused.of(
          "agreement", "the folder has several versions of it", "add |version to its url");
    }
    return faulty.stream()
        .findFirst()
        .orElseGet(
            () ->
                Found.Refused.of(
                    "agreement",
                    "one that is named is in the folder parley.releases.agreements",
                    "name the url of one that is there, or give the agreement itself"));
  }

  /** Whether a faulty file says a url, in JSON or YAML, and not one that begins alike. */
  private static boolean names(String content, String url) {
    return !url.isBlank()
        && Pattern.compile(Pattern.quote(url) + "[\\s\"',}]").matcher(content + '\n').find();
  }

  /** An agreement as it came with an order; registered by whoever gives it. */
  public Found given(String json, String by) {
    var found = read(json);
    return found instanceof Found.Holds holds ? register(holds.agreement(), json, by) : found;
  }

  /** An agreement as it came with an order, not registered yet. */
  Found read(String json) {
    var reading = Agreements.read(json, LocalDate.ofInstant(clock.instant(), England.TIME));
    return reading instanceof AgreementReading.Accepted accepted
        ? new Found.Holds(accepted.agreement())
        : new Found.Refused(
            ((AgreementReading.Refused) reading)
                .problems().stream().map(ReleaseFault::of).toList());
  }

  /** Registers an agreement; refused when its url and version are with other content. */
  Found register(ReleaseAgreement agreement, String json, String by) {
    return rows.register(agreement, json, by).equals(agreement.digest())
        ? new Found.Holds(agreement)
        : Found.Refused.of(
            "version",
            "an agreement of this url and version is registered with other content",
            "give what was changed a new version");
  }
}
