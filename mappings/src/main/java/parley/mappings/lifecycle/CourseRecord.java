package parley.mappings.lifecycle;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatusHistoryComponent;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;

/**
 * The three resources that a course of treatment is read from. This is the one place that says
 * which state they mean.
 *
 * @param course the course
 * @param referral the referral it names, empty when it names none
 * @param triage the Tasks of code {@code triage} whose focus is the referral
 */
public record CourseRecord(
    EpisodeOfCare course, Optional<ServiceRequest> referral, List<Task> triage) {

  public CourseRecord {
    triage = List.copyOf(triage);
  }

  /**
   * Where the course stands. The EpisodeOfCare leads; the triage tells apart what it leaves open,
   * and a referral that was revoked or entered in error ends what has not begun.
   */
  public Standing standing() {
    if (course.getStatus() == EpisodeOfCareStatus.ENTEREDINERROR
        || referralIs(ServiceRequestStatus.ENTEREDINERROR)) {
      return Standing.of(CourseState.ENTERED_IN_ERROR);
    }
    var waits =
        course.getStatus() == EpisodeOfCareStatus.PLANNED
            || course.getStatus() == EpisodeOfCareStatus.WAITLIST;
    return waits && referralIs(ServiceRequestStatus.REVOKED) ? Standing.of(turnedAway()) : said();
  }

  /** What the EpisodeOfCare says by itself, with the triage where it leaves that open. */
  Standing said() {
    var status = course.getStatus();
    if (status == EpisodeOfCareStatus.WAITLIST) {
      return Standing.of(CourseState.ACCEPTED);
    }
    if (status == EpisodeOfCareStatus.ACTIVE) {
      return begun(false);
    }
    if (status == EpisodeOfCareStatus.ONHOLD) {
      return begun(true);
    }
    if (status == EpisodeOfCareStatus.FINISHED) {
      var end = DischargeReason.isLapse(course) ? CourseState.LAPSED : CourseState.DISCHARGED;
      return new Standing(end, Step.of(course), false);
    }
    if (status == EpisodeOfCareStatus.CANCELLED) {
      return Standing.of(turnedAway());
    }
    if (status == EpisodeOfCareStatus.ENTEREDINERROR) {
      return Standing.of(CourseState.ENTERED_IN_ERROR);
    }
    return Standing.of(
        triage.stream().anyMatch(Decision::isDone) ? CourseState.TRIAGED : CourseState.RECEIVED);
  }

  /** Care has begun; a pause without a step is one of the wait unless it was active before. */
  private Standing begun(boolean paused) {
    var step = Step.of(course);
    if (step.isPresent()) {
      return new Standing(CourseState.TREATMENT, step, paused);
    }
    var wasActive = lastButPauses().equals(Optional.of(EpisodeOfCareStatus.ACTIVE));
    var state = !paused || wasActive ? CourseState.ASSESSMENT : CourseState.ACCEPTED;
    return new Standing(state, step, paused);
  }

  /**
   * The former status, pauses apart, whose period ended last; the last in the list when the end of
   * any is not known. An earlier one says nothing: a course may be active and wait again.
   */
  private Optional<EpisodeOfCareStatus> lastButPauses() {
    var former =
        course.getStatusHistory().stream()
            .filter(one -> one.getStatus() != EpisodeOfCareStatus.ONHOLD)
            .toList();
    var dated = former.stream().allMatch(one -> end(one).isPresent());
    return former.stream()
        .reduce(
            (one, next) ->
                dated && end(next).orElseThrow().isBefore(end(one).orElseThrow()) ? one : next)
        .map(EpisodeOfCareStatusHistoryComponent::getStatus);
  }

  private static Optional<LocalDate> end(EpisodeOfCareStatusHistoryComponent former) {
    return EnglishDay.of(former.getPeriod().getEndElement());
  }

  private CourseState turnedAway() {
    var decisions = triage.stream().flatMap(task -> Decision.of(task).stream()).toList();
    if (decisions.contains(Decision.REJECT)) {
      return CourseState.REJECTED;
    }
    return decisions.contains(Decision.REDIRECT) ? CourseState.REDIRECTED : CourseState.WITHDRAWN;
  }

  boolean referralIs(ServiceRequestStatus status) {
    return referral.filter(request -> request.getStatus() == status).isPresent();
  }

  /** A Task of the same id, empty when there is none. */
  Optional<Task> triage(String id) {
    return triage.stream().filter(task -> id.equals(task.getIdPart())).findFirst();
  }
}
