package parley.mappings.lifecycle;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;

/**
 * What a write asks for. When several resources are written together, the course says it before the
 * triage, and the triage before the referral.
 */
final class Asked {

  private final CourseRecord before;
  private final CourseRecord after;
  private final Standing present;

  Asked(CourseRecord before, CourseRecord after) {
    this.before = before;
    this.after = after;
    this.present = before.standing();
  }

  /** The standing asked for; the present one when nothing is. */
  Standing standing() {
    if (courseSpeaks()) {
      return after.said();
    }
    var decided = triageWritten().stream().flatMap(task -> Decision.of(task).stream()).findFirst();
    if (decided.isPresent()) {
      return decided.get().isFulfilledBy(present.state())
          ? present
          : Standing.of(decided.get().state());
    }
    if (triageWritten().stream().anyMatch(Decision::isDone)
        && present.state() == CourseState.RECEIVED) {
      return Standing.of(CourseState.TRIAGED);
    }
    return referral();
  }

  private Standing referral() {
    if (!referralSpeaks() || present.state() == CourseState.ENTERED_IN_ERROR) {
      return present; // the referral may still be taken back when its course was a mistake
    }
    if (after.referralIs(ServiceRequestStatus.ENTEREDINERROR)) {
      return Standing.of(CourseState.ENTERED_IN_ERROR);
    }
    if (after.referralIs(ServiceRequestStatus.REVOKED)) {
      return present.state().isTurnedAway() ? present : Standing.of(CourseState.WITHDRAWN);
    }
    // Taken back or void before, and in force now.
    return before.referralIs(ServiceRequestStatus.REVOKED)
            || before.referralIs(ServiceRequestStatus.ENTEREDINERROR)
        ? Standing.of(CourseState.RECEIVED)
        : present;
  }

  /** A triage that was done is taken back, which no state allows. */
  boolean isBackward() {
    return before.triage().stream()
        .filter(Decision::isDone)
        .anyMatch(
            was ->
                after
                    .triage(was.getIdPart())
                    .filter(is -> Decision.isDone(is) && keeps(was, is))
                    .isEmpty());
  }

  private static boolean keeps(Task was, Task is) {
    return Decision.of(was).isEmpty() || Decision.of(was).equals(Decision.of(is));
  }

  /** The triage Tasks whose word is new. */
  List<Task> triageWritten() {
    return after.triage().stream().filter(this::speaks).toList();
  }

  private boolean speaks(Task task) {
    var was = before.triage(task.getIdPart());
    return was.map(Decision::isDone).orElse(false) != Decision.isDone(task)
        || !was.flatMap(Decision::of).equals(Decision.of(task));
  }

  private boolean courseSpeaks() {
    var was = before.course();
    var is = after.course();
    return was.getStatus() != is.getStatus()
        || !Step.of(was).equals(Step.of(is))
        || pausesAnother()
        || DischargeReason.isLapse(was) != DischargeReason.isLapse(is);
  }

  /** What is paused is read off the history, so that leaving it out would change the state. */
  private boolean pausesAnother() {
    return before.course().getStatus() == EpisodeOfCareStatus.ONHOLD
        && after.course().getStatus() == EpisodeOfCareStatus.ONHOLD
        && before.said().state() != after.said().state();
  }

  private boolean referralSpeaks() {
    return !Objects.equals(status(before.referral()), status(after.referral()));
  }

  private static Optional<ServiceRequestStatus> status(Optional<ServiceRequest> referral) {
    return referral.map(ServiceRequest::getStatus);
  }

  /** Whether what would have to follow undoes what this very write says. */
  boolean contradicts(Resource following) {
    if (following instanceof EpisodeOfCare) {
      return courseSpeaks();
    }
    if (following instanceof ServiceRequest) {
      return referralSpeaks();
    }
    return triageWritten().stream()
        .anyMatch(task -> task.getIdPart().equals(following.getIdPart()));
  }
}
