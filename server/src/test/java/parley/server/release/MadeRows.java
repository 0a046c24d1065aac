package parley.server.release;

import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;

/** Rows of the register that nobody ordered. */
final class MadeRows {

  private MadeRows() {}

  static ReleaseRow refused(ReleaseTold told) {
    return row(false, ReleaseState.REFUSED, Optional.of(Instant.EPOCH), told, Optional.empty());
  }

  /** Made, on trial or not; its manifest has this hash. */
  static ReleaseRow checked(boolean dryRun, ReleaseTold told, String manifest) {
    return row(dryRun, ReleaseState.CHECKED, Optional.empty(), told, Optional.of(manifest));
  }

  private static ReleaseRow row(
      boolean dryRun,
      ReleaseState state,
      Optional<Instant> ended,
      ReleaseTold told,
      Optional<String> manifest) {
    return new ReleaseRow(
        7,
        "urn:agreement|1",
        "abc",
        "PSEUDONYMISED",
        "X26",
        "RZ1",
        YearMonth.of(2026, 10),
        YearMonth.of(2026, 10),
        "primary",
        dryRun,
        state,
        "ANALYST",
        Instant.EPOCH,
        ended,
        "",
        Path.of("none"),
        "",
        Optional.empty(),
        told,
        manifest);
  }
}
