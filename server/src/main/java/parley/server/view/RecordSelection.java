package parley.server.view;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * Which resources of a type are read.
 *
 * @param since those stored or changed after it
 * @param patients logical ids of Patients: these, and what is in the compartment of one of them
 * @param days those of persons who matter for these days ({@link PersonsOfPeriod}), and everything
 *     that is of no person
 */
public record RecordSelection(
    Optional<Instant> since, Optional<Set<String>> patients, Optional<Days> days) {

  public RecordSelection {
    patients = patients.map(Set::copyOf);
  }

  /** Without regard to days. */
  public RecordSelection(Optional<Instant> since, Optional<Set<String>> patients) {
    this(since, patients, Optional.empty());
  }

  /** Everything. */
  public static RecordSelection all() {
    return new RecordSelection(Optional.empty(), Optional.empty());
  }

  /** What tables and measures of a reporting period can be made of. */
  public static RecordSelection of(LocalDate start, LocalDate end) {
    return new RecordSelection(
        Optional.empty(), Optional.empty(), Optional.of(new Days(start, end)));
  }

  /** From the first day to the last, both included. */
  public record Days(LocalDate first, LocalDate last) {}
}
