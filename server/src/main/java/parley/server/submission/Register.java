package parley.server.submission;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import parley.submissions.build.Guard;
import parley.submissions.build.ReleasedManifest;
import parley.submissions.build.Shortfall;
import parley.submissions.engine.SubmissionOrder;
import parley.terminology.England;

/** Moves builds on in the register, by what a person says. */
final class Register {

  private static final Logger LOG = LoggerFactory.getLogger(Register.class);

  private final RegisterRows rows;
  private final SubmissionSettings settings;
  private final Rights rights;
  private final TransactionTemplate transactions;
  private final Baselines baselines;
  private final Outlet outlet;

  Register(
      RegisterRows rows,
      SubmissionSettings settings,
      TransactionTemplate transactions,
      Outlet outlet) {
    this.rows = rows;
    this.baselines = new Baselines(rows);
    this.outlet = outlet;
    this.settings = settings;
    this.rights = new Rights(settings.rights(), rows);
    this.transactions = transactions;
  }

  /** What came of a change. */
  sealed interface Outcome {

    record Changed(BuildRow.Detail build) implements Outcome {}

    /**
     * It is not done.
     *
     * @param reason the rule, and what is allowed
     */
    record Refused(String reason) implements Outcome {}

    record Unknown() implements Outcome {}

    /**
     * Who asks has not the right to.
     *
     * @param reason names the setting that gives it
     */
    record Forbidden(String reason) implements Outcome {}

    /** The disk failed; the build stands where it stood. */
    record Failed(String reason) implements Outcome {}
  }

  /**
   * As {@link #change(long, BuildState, Asker, String)}, for a caller whom nobody authenticates.
   */
  Outcome change(long id, BuildState to, String who, String why) {
    return change(id, to, Asker.named(who), why);
  }

  /**
   * Moves a build on.
   *
   * @param who a person, who has the right to
   * @param why not blank
   */
  Outcome change(long id, BuildState to, Asker who, String why) {
    var found = rows.one(id);
    if (found.isEmpty()) {
      return new Outcome.Unknown();
    }
    var row = found.get();
    if (who.name().isBlank() || why.isBlank()) {
      return new Outcome.Refused("a change says who makes it and why; give both");
    }
    var forbidden = rights.refusal(to, id, who);
    if (forbidden.isPresent()) {
      return new Outcome.Forbidden(forbidden.get());
    }
    var state = row.state();
    if (!state.next().contains(to)) {
      return new Outcome.Refused(
          "a submission that is %s cannot become %s; %s"
              .formatted(state.code(), to.code(), state.allowed()));
    }
    var refusal = refusal(row, to);
    if (!refusal.isEmpty()) {
      return new Outcome.Refused(refusal);
    }
    return moved(row, to, who.told(), why);
  }

  /** The package is carried once the row is ours, so that two people do not release it at once. */
  private Outcome moved(BuildRow row, BuildState to, String who, String why) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              if (!rows.move(row.id(), row.state(), to, who, why)) {
                return new Outcome.Refused(
                    "somebody changed it at the same time; look at it again");
              }
              var problem = to == BuildState.RELEASED ? carried(row) : "";
              if (!problem.isEmpty()) {
                status.setRollbackOnly();
                return new Outcome.Failed(problem);
              }
              return new Outcome.Changed(rows.detail(row.id()).orElseThrow());
            }));
  }

  private String refusal(BuildRow row, BuildState to) {
    if (row.dryRun()) {
      return "a dry run is never submitted; build without it";
    }
    if (to == BuildState.CHECKED && !row.releasable().orElse(false)) {
      return "it would be rejected, or breaks a rule of our own; mend what the report names and"
          + " build again";
    }
    if (to == BuildState.RELEASED) {
      return releaseRefusal(row);
    }
    return "";
  }

  private String releaseRefusal(BuildRow row) {
    if (!LocalDate.ofInstant(row.orderedAt(), England.TIME).isAfter(row.period().atEndOfMonth())) {
      return "it was built before its month was over, and holds a part of it; build again";
    }
    if (!PackageFiles.isAsBuilt(row.folder(), row.manifest().orElse(""))) {
      return "the files in its folder are not those that were built; build again";
    }
    return guardRefusal(row);
  }

  /** What was accepted since it was built was not known to the guard then. */
  private String guardRefusal(BuildRow row) {
    var codes = SubmissionOrder.providerCodes(row.provider(), settings.succession());
    var standing = rows.standing(List.copyOf(codes), row.period());
    if (standing.filter(newer -> newer.id() > row.id()).isPresent()) {
      return "a newer file of this month was accepted, submission %d; build again"
          .formatted(standing.get().id());
    }
    var before = baselines.of(row.period(), codes);
    var held = rows.held(row.id());
    if (before.isEmpty() || held.isEmpty()) {
      return "";
    }
    var confirmed = row.result().shortfalls();
    var found =
        Guard.shortfalls(held.get().counts(), before.get(), settings.shares()).stream()
            .map(Shortfall::sentence)
            .filter(sentence -> !confirmed.contains(sentence))
            .toList();
    return found.isEmpty()
        ? ""
        : "the guard holds it back against what was accepted since: "
            + String.join("; ", found)
            + ". Build again, with a confirmation if that is right";
  }

  /** Why it could not be carried, in words; empty when it was, or will be by the outbox. */
  private String carried(BuildRow row) {
    try {
      PackageFiles.tellRelease(row.folder(), release(row));
      outlet.carry(row).ifPresent(destination -> rows.carriedBy(row.id(), destination));
      return "";
    } catch (IOException e) {
      LOG.warn("{} was not carried to the outlet: {}", row.title(), e.getClass().getSimpleName());
      forgetRelease(row);
      return "the package could not be carried to the outlet, is too large for it, or something"
          + " else has its name there; mend that and release it again";
    }
  }

  /** As the register has it. */
  private ReleasedManifest.Release release(BuildRow row) {
    var changes = rows.detail(row.id()).orElseThrow().changes();
    var last = changes.get(changes.size() - 1);
    return new ReleasedManifest.Release(row.id(), last.who(), last.at(), last.why());
  }

  /** What is not done is not told. A crash leaves it told until the next release. */
  private static void forgetRelease(BuildRow row) {
    try {
      PackageFiles.forgetRelease(row.folder());
    } catch (IOException e) {
      LOG.warn("{}: its manifest still names a release", row.title());
    }
  }
}
