package parley.server.careplan;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CarePlan;
import parley.mappings.RecordBundle.Write;
import parley.mappings.careplan.PlanFollower;
import parley.server.store.FollowingRecords;
import parley.server.store.NamedCourses;

/** Brings stored plans up to date with the record. */
final class PlanFollowing {

  private final PlanStore store;
  private final PlannedCourses courses;
  private final PlanFollower follower;
  private final FollowingRecords following;

  PlanFollowing(
      PlanStore store, PlannedCourses courses, PlanFollower follower, FollowingRecords following) {
    this.store = store;
    this.courses = courses;
    this.follower = follower;
    this.following = following;
  }

  /** Every plan of a person, in the caller's transaction; writes only what has changed. */
  void follow(String patient) {
    if (!store.hasPlan(patient)) {
      return;
    }
    following.takeTurn("CarePlan of Patient/" + patient);
    for (var plan : store.plans(patient)) {
      var followed = followed(plan);
      if (!followed.equalsDeep(plan)) {
        followed.setId("CarePlan/" + plan.getIdElement().getIdPart());
        following.write(
            "CarePlan/" + plan.getIdElement().getIdPart(), List.of(Write.always(followed)));
      }
    }
  }

  /** The plan as it should be now; as it is when it names no course that is there. */
  CarePlan followed(CarePlan plan) {
    return course(plan)
        .flatMap(courses::course)
        .filter(course -> course.judged().isPresent())
        .map(course -> follower.followed(plan, course.records()))
        .orElse(plan);
  }

  /** Id of the course that a plan is for. */
  static Optional<String> course(CarePlan plan) {
    return NamedCourses.in(plan).stream().findFirst();
  }
}
