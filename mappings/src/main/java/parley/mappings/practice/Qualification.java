package parley.mappings.practice;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A qualification somebody has or trains for (table IDS902CarePersQual).
 *
 * @param system CodeSystem of the code
 * @param code such as {@code 10} of the national list
 * @param inTraining whether it is still to come: a planned completion is recorded
 * @param awarded day of the award; of an award that is known less exactly, the last day it can have
 *     been
 * @param until last day on which it holds, empty while it has no end
 */
public record Qualification(
    String system,
    String code,
    boolean inTraining,
    Optional<LocalDate> awarded,
    Optional<LocalDate> until) {

  /** Whether it is the other one, at any stage. */
  boolean is(String otherSystem, String otherCode) {
    return system.equals(otherSystem) && code.equals(otherCode);
  }

  /** Whether it is held on a day: awarded by then, and not ended before. */
  public boolean isHeldOn(LocalDate day) {
    return !inTraining
        && awarded.filter(since -> !since.isAfter(day)).isPresent()
        && !hasEnded(day);
  }

  /**
   * Whether somebody is in training for it on a day. Before an award that came later they were: the
   * record drops the planned completion with the award, and what was given as a trainee stays so.
   */
  public boolean isTrainedForOn(LocalDate day) {
    return inTraining || awarded.filter(since -> since.isAfter(day)).isPresent();
  }

  /** Whether it has ended before a day. */
  boolean hasEnded(LocalDate day) {
    return until.filter(last -> last.isBefore(day)).isPresent();
  }
}
