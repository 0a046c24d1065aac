package parley.server.store;

import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.List;
import parley.mappings.Problem;

/**
 * A message would change a course of treatment in a way that its present state does not allow, such
 * as a referral withdrawn when treatment has begun. A person decides what is right. Thrown for the
 * same reasons as {@link SubjectChange}.
 */
final class CourseConflict extends UnprocessableEntityException {

  private static final long serialVersionUID = 1L;

  private final transient Resolution.Conflict conflict;

  CourseConflict(Problem problem, String patient) {
    super(problem.rule());
    this.conflict = new Resolution.Conflict(problem, List.of(patient), "course-conflict");
  }

  Resolution.Conflict conflict() {
    return conflict;
  }
}
