package parley.server.release;

import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Optional;
import parley.submissions.publication.ReleaseKind;

/**
 * What somebody wants released.
 *
 * @param agreement by which
 * @param provider ODS code
 * @param first first month
 * @param last last month
 * @param edition of figures
 * @param dryRun whether it is only tried: every gate is passed and nothing kept
 * @param out folder for the release, instead of that of the settings
 * @param keyId of an earlier key, to repeat an archived release
 * @param by who asks
 * @param timed whether the settings ask for it, which is a right of its own
 */
record ReleaseRequest(
    Choice agreement,
    String provider,
    YearMonth first,
    YearMonth last,
    ReleaseKind edition,
    boolean dryRun,
    Optional<Path> out,
    Optional<String> keyId,
    String by,
    boolean timed) {

  /** Which agreement. */
  sealed interface Choice {

    /** One of the folder, by its url. */
    record Named(String name) implements Choice {}

    /** One that comes with the order, as JSON. */
    record Given(String json) implements Choice {}
  }

  /** The period as folders have it. */
  String period() {
    return first.equals(last) ? first.toString() : first + "-to-" + last;
  }
}
