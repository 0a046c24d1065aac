package parley.submissions.release;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Predicate;

/** The national data opt-out as it is known when a release is made; implemented by who keeps it. */
public sealed interface OptOuts {

  /**
   * A list that is new enough.
   *
   * @param asOf day on which the list was last brought up to date
   * @param optedOut whether the person of an NHS number (ten digits, no spaces) opted out
   */
  record Current(LocalDate asOf, Predicate<String> optedOut) implements OptOuts {

    /** Nothing of whom. */
    @Override
    public String toString() {
      return "Current[" + asOf + "]";
    }
  }

  /**
   * No list, or one that is too old: nothing may be released.
   *
   * @param asOf day of the old list; empty when there never was one
   */
  record Stale(Optional<LocalDate> asOf) implements OptOuts {}
}
