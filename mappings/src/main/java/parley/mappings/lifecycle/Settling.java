package parley.mappings.lifecycle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/** Brings the resources of a course into line with the state that one of them asked for. */
final class Settling {

  private static final Set<TaskStatus> OVER =
      Set.of(
          TaskStatus.COMPLETED,
          TaskStatus.CANCELLED,
          TaskStatus.REJECTED,
          TaskStatus.FAILED,
          TaskStatus.ENTEREDINERROR);

  private static final Set<ServiceRequestStatus> IN_FORCE =
      Set.of(
          ServiceRequestStatus.DRAFT,
          ServiceRequestStatus.ACTIVE,
          ServiceRequestStatus.ONHOLD,
          ServiceRequestStatus.UNKNOWN);

  private Settling() {}

  /** Copies of those resources that have to change. */
  static List<Resource> of(CourseRecord record, Standing to, LocalDate day) {
    var following = new ArrayList<Resource>();
    course(record, to, day).ifPresent(following::add);
    record.referral().flatMap(request -> referral(request, to)).ifPresent(following::add);
    // A course entered in error leaves its referral, which goes on waiting for a decision.
    var gone =
        !to.state().isOpen()
            && (to.state() != CourseState.ENTERED_IN_ERROR
                || record.referralIs(ServiceRequestStatus.ENTEREDINERROR));
    record.triage().forEach(task -> triage(task, to, gone).ifPresent(following::add));
    return following;
  }

  private static Optional<Resource> course(CourseRecord record, Standing to, LocalDate day) {
    var course = record.course();
    var status = course.getStatus();
    var wanted = status;
    if (to.state() == CourseState.ACCEPTED && !to.paused()) {
      wanted = EpisodeOfCareStatus.WAITLIST;
    } else if (to.state().isTurnedAway()) {
      wanted = EpisodeOfCareStatus.CANCELLED;
    } else if (to.state() == CourseState.ENTERED_IN_ERROR) {
      wanted = EpisodeOfCareStatus.ENTEREDINERROR;
    }
    if (wanted == status) {
      return Optional.empty();
    }
    var changed = course.copy();
    changed.setStatus(wanted);
    if (wanted == EpisodeOfCareStatus.CANCELLED) {
      close(changed, day);
      DischargeReason.ofTriage(record.triage(), changed).ifPresent(changed::addExtension);
    }
    return Optional.of(changed);
  }

  /** A referral turned away stops waiting today, and so does a pause of that wait. */
  static void close(EpisodeOfCare course, LocalDate day) {
    var start = EnglishDay.of(course.getPeriod().getStartElement());
    if (!course.getPeriod().hasEnd() && start.filter(day::isBefore).isEmpty()) {
      course.getPeriod().setEndElement(new DateTimeType(day.toString()));
    }
    for (var former : course.getStatusHistory()) {
      if (former.getStatus() == EpisodeOfCareStatus.ONHOLD && !former.getPeriod().hasEnd()) {
        var began = EnglishDay.of(former.getPeriod().getStartElement()).orElse(day);
        former
            .getPeriod()
            .setEndElement(new DateTimeType((began.isAfter(day) ? began : day).toString()));
      }
    }
  }

  private static Optional<Resource> referral(ServiceRequest request, Standing to) {
    var wanted = request.getStatus();
    if (to.state().isTurnedAway()) {
      wanted = ServiceRequestStatus.REVOKED;
    } else if (to.state().isEnded() && IN_FORCE.contains(wanted)) {
      wanted = ServiceRequestStatus.COMPLETED;
    }
    return wanted == request.getStatus()
        ? Optional.empty()
        : Optional.of(request.copy().setStatus(wanted));
  }

  private static Optional<Resource> triage(Task task, Standing to, boolean gone) {
    var open = !OVER.contains(task.getStatus());
    var undecided = Decision.isDone(task) && Decision.of(task).isEmpty();
    var taken =
        to.state().isOpen()
            && to.state() != CourseState.RECEIVED
            && to.state() != CourseState.TRIAGED;
    if (taken && (open || undecided)) {
      return Optional.of(
          task.copy()
              .setStatus(TaskStatus.COMPLETED)
              .setBusinessStatus(new CodeableConcept(Decision.ACCEPT.coding())));
    }
    return gone && open
        ? Optional.of(task.copy().setStatus(TaskStatus.CANCELLED))
        : Optional.empty();
  }
}
