package parley.server.release;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/**
 * A release in the register.
 *
 * @param agreement url and version, with a bar between; empty when it could not be read
 * @param sha256 of the agreement
 * @param product code of the kind; empty when the agreement could not be read
 * @param keyId of the master key; empty when none was used
 * @param optOutList day of the list of opt-outs
 * @param manifest SHA-256 of the manifest
 */
record ReleaseRow(
    long id,
    String agreement,
    String sha256,
    String product,
    String recipient,
    String provider,
    YearMonth first,
    YearMonth last,
    String edition,
    boolean dryRun,
    ReleaseState state,
    String orderedBy,
    Instant orderedAt,
    Optional<Instant> endedAt,
    String reason,
    Path folder,
    String keyId,
    Optional<LocalDate> optOutList,
    ReleaseTold result,
    Optional<String> manifest) {

  String period() {
    return first.equals(last) ? first.toString() : first + ".." + last;
  }

  /** In one line, for a person. */
  String title() {
    return "release %d: %s %s %s %s%s"
        .formatted(
            id,
            product.isEmpty() ? "(no product)" : product,
            agreement.isEmpty() ? "(agreement that cannot be read)" : agreement,
            provider,
            period(),
            dryRun ? " (dry run)" : "");
  }
}
