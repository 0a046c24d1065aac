package parley.submissions.build;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import parley.submissions.engine.SubmissionOrder;

/**
 * What is to be built.
 *
 * @param order provider, period and moment of creation: what the tables are made for
 * @param type primary or refresh
 * @param template the official empty database ({@code .accdb}); without one the database is made
 *     from the definition of the data set
 * @param dryRun whether only report, measures and manifest are wanted; a dry run is never blocked
 * @param accepted what the file is compared with; without it the report says that it was compared
 *     with nothing
 * @param switchedOffOwnRules codes of rules of our own that are not to be applied; national rules
 *     cannot be switched off
 * @param shares of the guard
 * @param confirmation that a file is wanted although the guard holds it back
 * @param orderedBy who asked for it, as the manifest says
 * @param momentGiven whether somebody gave the moment of creation: the manifest then does not say
 *     when the package was built, so that the same data give the same one
 * @param recordBase FHIR base URL that findings link to; without it they name resources only
 */
public record BuildOrder(
    SubmissionOrder order,
    SubmissionType type,
    Optional<Path> template,
    boolean dryRun,
    Optional<Baseline> accepted,
    Set<String> switchedOffOwnRules,
    GuardShares shares,
    Optional<Confirmation> confirmation,
    String orderedBy,
    boolean momentGiven,
    Optional<String> recordBase) {

  public BuildOrder {
    switchedOffOwnRules = Set.copyOf(switchedOffOwnRules);
  }

  /** All of the file, from our own definition, compared with nothing. */
  public static BuildOrder of(SubmissionOrder order, SubmissionType type, String orderedBy) {
    return new BuildOrder(
        order,
        type,
        Optional.empty(),
        false,
        Optional.empty(),
        Set.of(),
        GuardShares.DEFAULT,
        Optional.empty(),
        orderedBy,
        false,
        Optional.empty());
  }

  /** The moment of creation is one that somebody gave. */
  public BuildOrder ofGivenMoment() {
    return new BuildOrder(
        order,
        type,
        template,
        dryRun,
        accepted,
        switchedOffOwnRules,
        shares,
        confirmation,
        orderedBy,
        true,
        recordBase);
  }

  public BuildOrder withTemplate(Path file) {
    return new BuildOrder(
        order,
        type,
        Optional.of(file),
        dryRun,
        accepted,
        switchedOffOwnRules,
        shares,
        confirmation,
        orderedBy,
        momentGiven,
        recordBase);
  }

  public BuildOrder asDryRun() {
    return new BuildOrder(
        order,
        type,
        template,
        true,
        accepted,
        switchedOffOwnRules,
        shares,
        confirmation,
        orderedBy,
        momentGiven,
        recordBase);
  }

  public BuildOrder comparedWith(Baseline baseline) {
    return new BuildOrder(
        order,
        type,
        template,
        dryRun,
        Optional.of(baseline),
        switchedOffOwnRules,
        shares,
        confirmation,
        orderedBy,
        momentGiven,
        recordBase);
  }

  public BuildOrder confirmed(Confirmation given) {
    return new BuildOrder(
        order,
        type,
        template,
        dryRun,
        accepted,
        switchedOffOwnRules,
        shares,
        Optional.of(given),
        orderedBy,
        momentGiven,
        recordBase);
  }

  /** What the file is not compared with, for its report, in one sentence. */
  public Optional<String> notCompared() {
    if (accepted.isEmpty()) {
      return Optional.of(
          "It was not compared with anything: no earlier file of this provider is known to have"
              + " been accepted, so that nobody has looked whether something is missing.");
    }
    var before = accepted.get();
    return type == SubmissionType.REFRESH
            && before.primary().isEmpty()
            && before.refresh().isEmpty()
        ? Optional.of(
            "It was not compared with a primary: none of this month is known to have been"
                + " accepted.")
        : Optional.empty();
  }
}
