package parley.mappings.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/**
 * Opens a course again. One that was turned away is received anew and asks for a triage; one that
 * ended is active again, or waits again when its statusHistory says that it was never active.
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
                      task.copy().setStatus(TaskStatus.REQUESTED).setBusinessStatus(null)));
    }
    var standing = new CourseRecord(course, Optional.empty(), List.of()).standing();
    return new Reopening(standing, resources);
  }

  private static EpisodeOfCareStatus before(CourseRecord record) {
    var former = record.course().getStatusHistory();
    var waited = former.stream().anyMatch(it -> it.getStatus() == EpisodeOfCareStatus.WAITLIST);
    var active = former.stream().anyMatch(it -> it.getStatus() == EpisodeOfCareStatus.ACTIVE);
    return waited && !active && Step.of(record.course()).isEmpty()
        ? EpisodeOfCareStatus.WAITLIST
        : EpisodeOfCareStatus.ACTIVE;
  }
}
