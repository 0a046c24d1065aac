package parley.server.release;

import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;

/** Rows of the register that nobody ordered. */
final class MadeRows {

  private MadeRows() {}

  static ReleaseRow refused(ReleaseTold told) {
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
        false,
        ReleaseState.REFUSED,
        "ANALYST",
        Instant.EPOCH,
        Optional.of(Instant.EPOCH),
        "",
        Path.of("none"),
        "",
        Optional.empty(),
        told,
        Optional.empty());
  }
}
