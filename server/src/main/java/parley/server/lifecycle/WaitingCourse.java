package parley.server.lifecycle;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import parley.mappings.lifecycle.Standing;
import parley.submissions.course.Course;
import parley.submissions.course.CourseModel;
import parley.submissions.waiting.Pause;
import parley.submissions.waiting.WaitingTimes;

/**
 * A course as far as waiting goes.
 *
 * @param episode logical id of the EpisodeOfCare
 * @param patient {@code Patient/id}
 * @param referral {@code ServiceRequest/id}, empty when the course names none
 * @param service {@code Organization/id} of the service, empty when it is not known
 * @param standing where it stands
 * @param course as recorded
 * @param pauses times in which the person was not available
 */
record WaitingCourse(
    String episode,
    String patient,
    Optional<String> referral,
    Optional<String> service,
    Standing standing,
    Course course,
    List<Pause> pauses) {

  WaitingCourse {
    pauses = List.copyOf(pauses);
  }

  /** The waits, as they are on a day. */
  WaitingTimes times(CourseModel model, LocalDate today) {
    return WaitingTimes.of(model.facts(course, today), pauses, today);
  }
}
