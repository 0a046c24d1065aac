package parley.server.lifecycle;

import java.time.Clock;
import java.util.List;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.lifecycle.CourseState;
import parley.mappings.lifecycle.EnglishDay;
import parley.mappings.lifecycle.StateProvenance;
import parley.server.store.HeldCourses;

/**
 * Onward referrals: a ServiceRequest whose {@code basedOn} is the referral of a course. It changes
 * no state, may be made in any but two, and is on or after the day on which the referral was
 * received (data set table IDS105).
 */
final class OnwardReferrals {

  private final HeldCourses courses;
  private final Clock clock;

  OnwardReferrals(HeldCourses courses, Clock clock) {
    this.courses = courses;
    this.clock = clock;
  }

  void judge(ServiceRequest request) {
    for (var basis : request.getBasedOn()) {
      var id = basis.getReferenceElement().toUnqualifiedVersionless();
      if ("ServiceRequest".equals(id.getResourceType())) {
        courses.courses(id.getValue()).stream()
            .findFirst()
            .ifPresent(course -> judge(request, course));
      }
    }
  }

  private void judge(ServiceRequest request, EpisodeOfCare course) {
    var standing = courses.record(course).standing();
    if (standing.state() == CourseState.WITHDRAWN
        || standing.state() == CourseState.ENTERED_IN_ERROR) {
      throw Refusals.conflict(
          "ServiceRequest.basedOn",
          "nobody is referred onward from a course that is " + standing.words(),
          "refer from another course, or as a new referral");
    }
    var made = EnglishDay.of(request.getAuthoredOnElement());
    var received = EnglishDay.of(course.getPeriod().getStartElement());
    if (made.isPresent() && received.isPresent() && made.get().isBefore(received.get())) {
      throw Refusals.malformed(
          List.of(
              Problem.error(
                  ProblemCode.CONTRADICTION,
                  "ServiceRequest.authoredOn",
                  "an onward referral is not made before the referral was received",
                  "correct the date")));
    }
    courses.write(
        StateProvenance.onward(
            List.of(
                new Reference(CourseWrites.name(request)),
                new Reference(CourseWrites.name(course))),
            clock.instant(),
            Agents.of(request)),
        List.of());
  }
}
