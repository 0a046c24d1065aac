package parley.server.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.hl7.fhir.r4.model.Task;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle.Write;
import parley.mappings.lifecycle.Change;
import parley.mappings.lifecycle.CourseDays;
import parley.mappings.lifecycle.CourseRecord;
import parley.mappings.lifecycle.CourseState;
import parley.mappings.lifecycle.EnglishDay;
import parley.mappings.lifecycle.Lifecycle;

/** Holds messages to the life cycle of the courses that they change. */
final class CourseGuard {

  private final HeldCourses courses;
  private final Lifecycle lifecycle;

  CourseGuard(HeldCourses courses, Lifecycle lifecycle) {
    this.courses = courses;
    this.lifecycle = lifecycle;
  }

  /** Makes other writers of the same referrals wait; before anything of them is read. */
  void lock(List<Write> writes) {
    courses.lock(
        writes.stream()
            .map(Write::resource)
            .filter(ServiceRequest.class::isInstance)
            .map(CourseGuard::name)
            .toList());
  }

  /** A referral that is stored for the first time: its Provenance says the state. */
  void begun(ServiceRequest referral, List<Write> writes) {
    var state =
        referral.getStatus() == ServiceRequestStatus.REVOKED
            ? CourseState.WITHDRAWN
            : CourseState.RECEIVED;
    provenance(writes, state);
  }

  /**
   * The updates of a message together with what has to follow from them.
   *
   * @throws CourseConflict when the present state of a course does not allow them
   */
  List<Resource> settled(List<Write> writes, List<Resource> updates, Instant now) {
    var all = new LinkedHashMap<String, Resource>();
    updates.forEach(resource -> all.put(name(resource), resource));
    var referrals = new LinkedHashSet<String>();
    for (var resource : updates) {
      if (resource instanceof ServiceRequest) {
        referrals.add(name(resource));
      } else if (resource instanceof EpisodeOfCare course) {
        HeldCourses.referral(course).ifPresent(referrals::add);
      }
    }
    referrals.forEach(referral -> settle(referral, writes, all, now));
    return new ArrayList<>(all.values());
  }

  private void settle(
      String referral, List<Write> writes, Map<String, Resource> updates, Instant now) {
    for (var course : courses.courses(referral)) {
      var before = courses.record(course);
      var after = with(before, updates);
      if (!speaks(before, after)) {
        continue;
      }
      var change = lifecycle.change(before, after, EnglishDay.of(now));
      if (change instanceof Change.Forbidden forbidden) {
        throw conflict(forbidden.problem(), course);
      }
      if (change instanceof Change.Malformed malformed) {
        throw conflict(malformed.problems().get(0), course);
      }
      if (change instanceof Change.Allowed allowed) {
        allowed.following().forEach(resource -> updates.put(name(resource), resource));
        provenance(writes, allowed.to().state());
      }
    }
  }

  /** Whether a message has a word on the state, or on the days of a course; most have none. */
  static boolean speaks(CourseRecord before, CourseRecord after) {
    return !before
            .referral()
            .map(ServiceRequest::getStatus)
            .equals(after.referral().map(ServiceRequest::getStatus))
        || before.course().getStatus() != after.course().getStatus()
        || CourseDays.corrected(before.course(), after.course())
        || !before.triage().stream()
            .map(Task::getStatus)
            .toList()
            .equals(after.triage().stream().map(Task::getStatus).toList());
  }

  private static CourseRecord with(CourseRecord before, Map<String, Resource> updates) {
    return new CourseRecord(
        (EpisodeOfCare) updates.getOrDefault(name(before.course()), before.course()),
        before.referral().map(it -> (ServiceRequest) updates.getOrDefault(name(it), it)),
        before.triage().stream().map(it -> (Task) updates.getOrDefault(name(it), it)).toList());
  }

  private static CourseConflict conflict(Problem problem, EpisodeOfCare course) {
    return new CourseConflict(
        Problem.error(
            ProblemCode.STATE_CONFLICT,
            "RF1-1",
            problem.rule(),
            "a person decides what is right; then replay the message, or send what holds. "
                + problem.remedy()),
        course.getPatient().getReferenceElement().getIdPart());
  }

  private static void provenance(List<Write> writes, CourseState state) {
    for (var write : writes) {
      if (write.resource() instanceof Provenance provenance) {
        provenance.getActivity().addCoding(state.coding());
        writes.stream()
            .map(Write::resource)
            .filter(EpisodeOfCare.class::isInstance)
            .forEach(course -> provenance.addTarget(new Reference(name(course))));
      }
    }
  }

  private static String name(Resource resource) {
    return resource.fhirType() + '/' + resource.getIdPart();
  }
}
