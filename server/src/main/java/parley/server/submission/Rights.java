package parley.server.submission;

import java.util.Optional;
import parley.server.submission.SubmissionRights.Right;

/**
 * Holds what is asked for against the rights of the settings, by whichever way it comes, and writes
 * down in {@code submission_refusal} what is refused.
 */
final class Rights {

  private static final int LONGEST = 200;

  private final SubmissionRights rights;
  private final RegisterRows rows;

  Rights(SubmissionRights rights, RegisterRows rows) {
    this.rights = rights;
    this.rows = rows;
  }

  /**
   * Why a build may not be ordered; empty when it may. A confirmation is a right of its own, asked
   * for with the order.
   */
  Optional<String> refusal(BuildRequest request) {
    if (request.timed()) {
      return Optional.empty();
    }
    var month = request.provider() + ' ' + request.period() + ' ' + request.type().code();
    return refusal(Right.ORDER, request.by(), "order: " + month)
        .or(
            () ->
                request
                    .confirmation()
                    .flatMap(given -> refusal(Right.CONFIRM, request.by(), "confirm: " + month)));
  }

  /** Why a build may not be moved on; empty when it may. */
  Optional<String> refusal(BuildState to, long id, Asker who) {
    var right = to == BuildState.CHECKED ? Right.ORDER : Right.RELEASE;
    return refusal(right, who, to.code() + ": submission " + id);
  }

  /** Why a file of a build is not given; empty when it is. */
  Optional<String> refusalToFetch(long id, Asker who) {
    return refusal(Right.ORDER, who, "fetch: submission " + id);
  }

  private Optional<String> refusal(Right right, Asker who, String asked) {
    var refusal = rights.refusal(right, who.name());
    if (refusal.isPresent()) {
      var told = who.told();
      rows.refused(told.substring(0, Math.min(LONGEST, told.length())), asked, right.setting());
    }
    return refusal;
  }
}
