package parley.server.optout;

import parley.submissions.release.OptOuts;

/** Whoever keeps the list of the national data opt-out. Without one nothing is released. */
@FunctionalInterface
public interface OptOutSource {

  /** The list as it is known now; {@link OptOuts.Stale} when it is too old to release by. */
  OptOuts current();
}
