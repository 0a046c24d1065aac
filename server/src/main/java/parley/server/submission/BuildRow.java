package parley.server.submission;

import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import parley.submissions.build.SubmissionType;

/**
 * A build in the register.
 *
 * @param acceptable whether the national system would take the file; empty while nobody knows
 * @param releasable whether no rule of our own forbids it either
 * @param result what is told of it
 * @param manifest SHA-256 of the manifest as it was built, which holds those of the files
 * @param reason why there is no package
 */
record BuildRow(
    long id,
    String provider,
    YearMonth period,
    SubmissionType type,
    boolean dryRun,
    BuildState state,
    String orderedBy,
    Instant orderedAt,
    Optional<Instant> endedAt,
    Path folder,
    Optional<Boolean> acceptable,
    Optional<Boolean> releasable,
    BuildTold result,
    Optional<String> manifest,
    String reason) {

  /**
   * A change of state.
   *
   * @param why empty when the program itself did it
   */
  record Change(BuildState state, Instant at, String who, String why) {}

  /** In one line, for a person. */
  String title() {
    return "submission %d: %s %s %s%s"
        .formatted(id, provider, period, type.code(), dryRun ? " (dry run)" : "");
  }

  /**
   * How far the outbox is with a released package.
   *
   * @param outboxId row of the outbox
   * @param destination name of the destination
   * @param state as the outbox has it: {@code waiting}, {@code sent}, {@code dead}, ...
   * @param reason why the last try failed, empty when none did
   */
  record Carriage(long outboxId, String destination, String state, String reason) {

    /** In one line, for a person. */
    String line() {
      return "%s: %s (outbox %d)%s"
          .formatted(destination, state, outboxId, reason.isEmpty() ? "" : "; " + reason);
    }
  }

  /**
   * Everything that befell it, for a detail.
   *
   * @param carriage empty when nothing of it was handed to the outbox
   */
  record Detail(BuildRow row, List<Change> changes, Optional<Carriage> carriage) {
    Detail {
      changes = List.copyOf(changes);
    }
  }
}
