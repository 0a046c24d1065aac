package parley.server.release;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a release stands in the register. All but the first are final. */
enum ReleaseState {
  BUILDING,
  /** The gateway could not: its database, its disk, its end. */
  FAILED,
  CANCELLED,
  /** A rule forbids it; the faults say which. */
  REFUSED,
  /** A dry run passed every gate; nothing was kept. */
  CHECKED,
  RELEASED;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<ReleaseState> of(String code) {
    return Arrays.stream(values()).filter(one -> one.code().equals(code)).findFirst();
  }
}
