package parley.server.lifecycle;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import parley.submissions.course.CourseModel;
import parley.submissions.waiting.Pause;
import parley.submissions.waiting.Wait;

/**
 * Somebody who waits, as the worklist needs it. It says nothing that depends on the day of asking.
 *
 * @param episode logical id of the EpisodeOfCare
 * @param patient {@code Patient/id}
 * @param referral {@code ServiceRequest/id}, empty when the course names none
 * @param service {@code Organization/id} of the service, empty when it is not known
 * @param state a code of {@code CodeSystem/course-state}
 * @param step a code of {@code CodeSystem/step}
 * @param paused whether the person is not available
 * @param received ReferralRequestReceivedDate
 * @param until what is waited for
 * @param since day of the referral, or of the first treatment
 * @param pauses times in which the person was not available
 */
record WaitingRow(
    String episode,
    Optional<String> patient,
    Optional<String> referral,
    Optional<String> service,
    String state,
    Optional<String> step,
    boolean paused,
    LocalDate received,
    Wait.Until until,
    LocalDate since,
    List<Pause> pauses) {

  WaitingRow {
    pauses = List.copyOf(pauses);
  }

  /** The row of a course; empty when its person does not wait. */
  static Optional<WaitingRow> of(WaitingCourse course, CourseModel model) {
    // Who waits, for what and since when is the same on any day.
    return course
        .times(model, course.course().received())
        .present()
        .map(
            wait ->
                new WaitingRow(
                    course.episode(),
                    Optional.ofNullable(course.patient()),
                    course.referral(),
                    course.service(),
                    course.standing().state().code(),
                    course.standing().step().map(step -> step.code()),
                    course.standing().paused(),
                    course.course().received(),
                    wait.until(),
                    wait.from(),
                    course.pauses()));
  }

  /** The wait as it is on a day. */
  Wait on(LocalDate today) {
    return Wait.goingOn(until, since, pauses, today);
  }
}
