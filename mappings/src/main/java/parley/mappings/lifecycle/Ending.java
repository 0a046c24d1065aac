package parley.mappings.lifecycle;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatusHistoryComponent;

/**
 * Keeps with a course that has ended where it was before, whatever the client sent: its step, and
 * as the last period of {@code statusHistory} that is no pause the status it would go back to. That
 * period ends on the day of discharge; its start is not known and is left out. A course that is
 * turned away by its own status ends as one that its referral or its triage turns away.
 */
final class Ending {

  private static final Set<EpisodeOfCareStatus> OPEN =
      Set.of(EpisodeOfCareStatus.PLANNED, EpisodeOfCareStatus.WAITLIST, EpisodeOfCareStatus.ACTIVE);

  private Ending() {}

  /**
   * What is to be stored; the same record when nothing is to be added.
   *
   * @param day the English day today, on which a course that is turned away now ends
   */
  static CourseRecord keep(CourseRecord before, CourseRecord after, LocalDate day) {
    if (after.course().getStatus() == EpisodeOfCareStatus.CANCELLED) {
      return turnedAway(before, after, day);
    }
    if (after.course().getStatus() != EpisodeOfCareStatus.FINISHED) {
      return after;
    }
    var course = after.course().copy();
    var was = before.course();
    if (!course.hasExtension(Step.EXTENSION) && Step.of(was).isPresent()) {
      course.addExtension(was.getExtensionByUrl(Step.EXTENSION).copy());
    }
    if (was.getStatus() == EpisodeOfCareStatus.FINISHED) {
      last(was)
          .filter(it -> last(course).filter(it::equalsDeep).isEmpty())
          .ifPresent(it -> course.addStatusHistory(it.copy()));
    } else if (before.standing().state().isOpen()) {
      var former = course.addStatusHistory().setStatus(status(before.standing().state()));
      EnglishDay.of(course.getPeriod().getEndElement())
          .ifPresent(end -> former.getPeriod().setEndElement(new DateTimeType(end.toString())));
    }
    return with(course, after);
  }

  /**
   * The end of one turned away before is not known anew: a client may have left it out, and the
   * reason that its triage gives.
   */
  private static CourseRecord turnedAway(CourseRecord before, CourseRecord after, LocalDate day) {
    var course = after.course().copy();
    var was = before.course();
    if (was.getStatus() != EpisodeOfCareStatus.CANCELLED) {
      Settling.close(course, day);
    } else if (was.getPeriod().hasEnd() && !course.getPeriod().hasEnd()) {
      course.getPeriod().setEndElement(was.getPeriod().getEndElement().copy());
    }
    DischargeReason.ofTriage(after.triage(), course).ifPresent(course::addExtension);
    return with(course, after);
  }

  private static CourseRecord with(EpisodeOfCare course, CourseRecord after) {
    return course.equalsDeep(after.course())
        ? after
        : new CourseRecord(course, after.referral(), after.triage());
  }

  /** The status a course had before it ended, empty when that was never recorded. */
  static Optional<EpisodeOfCareStatus> before(EpisodeOfCare course) {
    return last(course).map(EpisodeOfCareStatusHistoryComponent::getStatus);
  }

  private static Optional<EpisodeOfCareStatusHistoryComponent> last(EpisodeOfCare course) {
    return course.getStatusHistory().stream()
        .filter(former -> OPEN.contains(former.getStatus()))
        .reduce((first, second) -> second);
  }

  private static EpisodeOfCareStatus status(CourseState state) {
    if (state == CourseState.RECEIVED || state == CourseState.TRIAGED) {
      return EpisodeOfCareStatus.PLANNED;
    }
    return state == CourseState.ACCEPTED
        ? EpisodeOfCareStatus.WAITLIST
        : EpisodeOfCareStatus.ACTIVE;
  }
}
