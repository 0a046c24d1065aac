package parley.mappings.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/**
 * Opens a course again. One that was turned away is received anew and asks for a triage; one that
 * ended goes back to the status that {@link Ending} kept in its statusHistory, to its step, and out
 * of a pause; one recorded as ended, of which nothing is known, is active.
 *
 * @param standing where the course stands then
 * @param resources copies of what has to change
 */
record Reopening(Standing standing, List<Resource> resources) {

  static Reopening of(CourseRecord record) {
    var turnedAway = record.standing().state().isTurnedAway();
    var course = record.course().copy();
    course.getPeriod().setEndElement(null);
    course.getExtension().removeIf(it -> DischargeReason.EXTENSION.equals(it.getUrl()));
    course.setStatus(turnedAway ? EpisodeOfCareStatus.PLANNED : before(record));
    if (course.getStatus() != EpisodeOfCareStatus.ACTIVE) {
      course.getExtension().removeIf(it -> Step.EXTENSION.equals(it.getUrl()));
    }
    var resources = new ArrayList<Resource>();
    resources.add(course);
    record
        .referral()
        .filter(request -> request.getStatus() != ServiceRequestStatus.ACTIVE)
        .ifPresent(request -> resources.add(request.copy().setStatus(ServiceRequestStatus.ACTIVE)));
    if (turnedAway) {
      record.triage().stream()
          .filter(task -> task.getStatus() != TaskStatus.ENTEREDINERROR)
          .forEach(
              task ->
                  resources.add(
                      task.copy()
                          .setStatus(TaskStatus.REQUESTED)
                          .setBusinessStatus(null)
                          .setStatusReason(null)));
    } else if (course.getStatus() == EpisodeOfCareStatus.PLANNED) {
      record.triage().stream()
          .filter(task -> task.getStatus() == TaskStatus.CANCELLED)
          .forEach(task -> resources.add(task.copy().setStatus(TaskStatus.REQUESTED)));
    }
    var triage = turnedAway ? List.<Task>of() : record.triage();
    var standing = new CourseRecord(course, Optional.empty(), triage).standing();
    return new Reopening(standing, resources);
  }

  private static EpisodeOfCareStatus before(CourseRecord record) {
    var before = Ending.before(record.course()).orElse(EpisodeOfCareStatus.ACTIVE);
    var accepted =
        record.triage().stream()
            .anyMatch(task -> Decision.of(task).equals(Optional.of(Decision.ACCEPT)));
    return before == EpisodeOfCareStatus.PLANNED && accepted
        ? EpisodeOfCareStatus.WAITLIST // taken on with the very write that ended it
        : before;
  }
}
