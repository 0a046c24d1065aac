package parley.server.submission;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** Moves builds on in the register, by what a person says. */
final class Register {

  private static final Logger LOG = LoggerFactory.getLogger(Register.class);

  private final RegisterRows rows;
  private final SubmissionSettings settings;
  private final TransactionTemplate transactions;

  Register(RegisterRows rows, SubmissionSettings settings, TransactionTemplate transactions) {
    this.rows = rows;
    this.settings = settings;
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

    /** The disk failed; the build stands where it stood. */
    record Failed(String reason) implements Outcome {}
  }

  /**
   * Moves a build on.
   *
   * @param who a person
   * @param why not blank
   */
  Outcome change(long id, BuildState to, String who, String why) {
    var found = rows.one(id);
    if (found.isEmpty()) {
      return new Outcome.Unknown();
    }
    var row = found.get();
    if (who.isBlank() || why.isBlank()) {
      return new Outcome.Refused("a change says who makes it and why; give both");
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
    if (to == BuildState.RELEASED && !carried(row)) {
      return new Outcome.Failed(
          "the package could not be copied to the outlet; mend the folder and release it again");
    }
    var moved = transactions.execute(status -> rows.move(id, state, to, who, why));
    if (!Boolean.TRUE.equals(moved)) {
      return new Outcome.Refused("somebody changed it at the same time; look at it again");
    }
    return new Outcome.Changed(rows.detail(id).orElseThrow());
  }

  private static String refusal(BuildRow row, BuildState to) {
    if (row.dryRun()) {
      return "a dry run is never submitted; build without it";
    }
    if (to == BuildState.CHECKED && !row.releasable().orElse(false)) {
      return "it would be rejected, or breaks a rule of our own; mend what the report names and"
          + " build again";
    }
    if (to == BuildState.RELEASED
        && !PackageFiles.isAsBuilt(row.folder(), row.manifest().orElse(""))) {
      return "the files in its folder are not those that were built; build again";
    }
    return "";
  }

  private boolean carried(BuildRow row) {
    var outlet = settings.outletFolder();
    if (outlet.isEmpty()) {
      return true;
    }
    var name = "%s-%s-%s-%d".formatted(row.provider(), row.period(), row.type().code(), row.id());
    try {
      PackageFiles.copy(row.folder(), outlet.get().resolve(name));
      return true;
    } catch (IOException e) {
      LOG.warn("{} was not copied to the outlet: {}", row.title(), e.getClass().getSimpleName());
      return false;
    }
  }
}
