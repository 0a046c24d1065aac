package parley.server.careplan;

import java.util.List;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.server.fhir.RecordRule;

/** A plan and its course are of one person. */
final class PlanRule implements RecordRule {

  private final PlanStore store;

  PlanRule(PlanStore store) {
    this.store = store;
  }

  @Override
  public List<Problem> check(Resource resource) {
    if (!(resource instanceof CarePlan plan)) {
      return List.of();
    }
    var course = PlanFollowing.course(plan).flatMap(id -> store.find(EpisodeOfCare.class, id));
    if (course.isEmpty() || isOf(course.get().getPatient(), plan.getSubject())) {
      return List.of();
    }
    return List.of(
        Problem.error(
            ProblemCode.CONTRADICTION,
            "CarePlan.extension",
            "the course of treatment is another person's than the plan's subject",
            "Name a course of the subject."));
  }

  private static boolean isOf(Reference patient, Reference subject) {
    return String.valueOf(patient.getReferenceElement().getIdPart())
        .equals(subject.getReferenceElement().getIdPart());
  }
}
