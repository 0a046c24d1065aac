package parley.mappings.practice;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import parley.terminology.Systems;

/**
 * What the rule has to know of a practitioner.
 *
 * @param id logical id of the Practitioner
 * @param qualifications held or trained for
 * @param supervisions by whom supervised; oneself does not count
 * @param supervisors by logical id, the records of those who supervise, and of those who supervise
 *     them in turn, all the way up; a supervisor without a record does not count
 */
public record PractitionerRecord(
    String id,
    List<Qualification> qualifications,
    List<Supervision> supervisions,
    Map<String, PractitionerRecord> supervisors) {

  private static final String NATIONAL = Systems.codeSystem("nhs-qualification-attainment-level");

  public PractitionerRecord {
    var own = id;
    qualifications = List.copyOf(qualifications);
    supervisions = supervisions.stream().filter(one -> !one.supervisor().equals(own)).toList();
    supervisors = Map.copyOf(supervisors);
  }

  /** A record of somebody whose supervisors nobody knows. */
  public PractitionerRecord(
      String id, List<Qualification> qualifications, List<Supervision> supervisions) {
    this(id, qualifications, supervisions, Map.of());
  }

  /** Whether somebody is named as a supervisor on a day, whoever that is. */
  boolean namesSupervisorOn(LocalDate day) {
    return supervisions.stream().anyMatch(one -> one.isInForceOn(day));
  }

  /**
   * Supervisors on a day, in the order of their ids: those named who hold a qualification of the
   * national list by then, and who are no trainees supervised in turn by whom they supervise, nor
   * through others in a ring.
   */
  public List<String> supervisorsOn(LocalDate day) {
    return supervisions.stream()
        .filter(one -> one.isInForceOn(day))
        .map(Supervision::supervisor)
        .filter(
            one ->
                Optional.ofNullable(supervisors.get(one))
                    .filter(supervisor -> maySupervise(supervisor, day))
                    .isPresent())
        .distinct()
        .sorted()
        .toList();
  }

  private boolean maySupervise(PractitionerRecord supervisor, LocalDate day) {
    var national =
        supervisor.qualifications().stream().filter(one -> one.system().equals(NATIONAL)).toList();
    var trainee = national.stream().anyMatch(one -> one.isTrainedForOn(day) && !one.hasEnded(day));
    return national.stream().anyMatch(one -> one.isHeldOn(day))
        && !(trainee && isAbove(supervisor, day, new HashSet<>()));
  }

  /** Whether this person supervises another on a day, by themselves or through others. */
  private boolean isAbove(PractitionerRecord other, LocalDate day, Set<String> seen) {
    return other.supervisions().stream()
        .filter(one -> one.isInForceOn(day) && seen.add(one.supervisor()))
        .anyMatch(
            one ->
                one.supervisor().equals(id)
                    || Optional.ofNullable(supervisors.get(one.supervisor()))
                        .filter(next -> isAbove(next, day, seen))
                        .isPresent());
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
    supervisors.values().forEach(one -> days.addAll(one.changes()));
    return days;
  }
}
