package parley.server.view;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which resources of a type are read.
 *
 * @param since those stored or changed after it
 * @param patients logical ids of Patients: these, and what is in the compartment of one of them
 */
public record RecordSelection(Optional<Instant> since, Optional<Set<String>> patients) {

  public RecordSelection {
    patients = patients.map(Set::copyOf);
  }

  /** Everything. */
  public static RecordSelection all() {
    return new RecordSelection(Optional.empty(), Optional.empty());
  }
}
