package parley.server.synth;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import parley.submissions.course.AppointmentType;
import parley.submissions.course.Attendance;

/**
 * One contact that was booked, and what became of it.
 *
 * @param number from 1, in order of time
 * @param at English local time
 * @param minutes how long it took, or was to take
 * @param mechanism ConsMechanism; empty when it was not recorded
 * @param therapy what was given; empty when nothing was, or it was an assessment alone
 * @param employmentSupport whether employment support was given, which is no treatment
 * @param scores what was answered in it
 */
record MadeContact(
    int number,
    LocalDateTime at,
    AppointmentType type,
    Attendance attendance,
    int minutes,
    String mechanism,
    Optional<Therapy> therapy,
    boolean employmentSupport,
    List<MadeScore> scores) {

  MadeContact {
    scores = List.copyOf(scores);
  }

  /**
   * A score.
   *
   * @param scale id of the scale
   * @param value whole points
   */
  record MadeScore(String scale, int value) {}

  boolean isAttended() {
    return attendance.isAttended();
  }

  boolean isTreatment() {
    return isAttended() && type.isTreatment() && !employmentSupport;
  }

  /** Whether questionnaires are filled in at it. */
  boolean isSession() {
    return isAttended()
        && !employmentSupport
        && type != AppointmentType.FOLLOW_UP_AFTER_TREATMENT_END;
  }

  boolean isToCome() {
    return attendance == Attendance.IN_THE_FUTURE;
  }

  MadeContact numbered(int newNumber) {
    return new MadeContact(
        newNumber, at, type, attendance, minutes, mechanism, therapy, employmentSupport, scores);
  }

  MadeContact with(Attendance other) {
    return new MadeContact(
        number, at, type, other, minutes, mechanism, therapy, employmentSupport, scores);
  }

  MadeContact with(List<MadeScore> answered) {
    return new MadeContact(
        number, at, type, attendance, minutes, mechanism, therapy, employmentSupport, answered);
  }

  MadeContact by(String otherMechanism) {
    return new MadeContact(
        number, at, type, attendance, minutes, otherMechanism, therapy, employmentSupport, scores);
  }
}
