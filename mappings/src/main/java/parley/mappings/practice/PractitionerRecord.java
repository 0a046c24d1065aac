package parley.mappings.practice;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the rule has to know of a practitioner.
 *
 * @param id logical id of the Practitioner
 * @param qualifications held or trained for
 * @param supervisions by whom supervised; oneself does not count
 */
public record PractitionerRecord(
    String id, List<Qualification> qualifications, List<Supervision> supervisions) {

  public PractitionerRecord {
    var own = id;
    qualifications = List.copyOf(qualifications);
    supervisions = supervisions.stream().filter(one -> !one.supervisor().equals(own)).toList();
  }

  /** Supervisors in force on a day, in the order of their ids. */
  public List<String> supervisorsOn(LocalDate day) {
    return supervisions.stream()
        .filter(one -> one.isInForceOn(day))
        .map(Supervision::supervisor)
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * The days on which the answer of the rule can change: between two of them it is the same for
   * every day, and so it is before the first and from the last on.
   */
  public SortedSet<LocalDate> changes() {
    var days = new TreeSet<LocalDate>();
    for (var qualification : qualifications) {
      qualification.awarded().ifPresent(days::add);
      qualification.until().ifPresent(last -> days.add(last.plusDays(1)));
    }
    for (var supervision : supervisions) {
      supervision.from().ifPresent(days::add);
      supervision.until().ifPresent(last -> days.add(last.plusDays(1)));
    }
    return days;
  }
}
