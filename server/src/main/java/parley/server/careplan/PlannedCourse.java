package parley.server.careplan;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Observation;
import parley.mappings.careplan.PlanRecords;
import parley.submissions.course.CourseFacts;
import parley.submissions.course.Trajectory;

/**
 * A course of treatment as a plan needs it.
 *
 * @param conditions of the person, not withdrawn
 * @param observations scores of the course
 * @param records what a plan is followed by
 * @param judged facts and trajectory; empty when the dates of the episode cannot be read
 */
record PlannedCourse(
    EpisodeOfCare episode,
    List<Condition> conditions,
    List<Observation> observations,
    PlanRecords records,
    Optional<Judged> judged) {

  /** What the course amounts to so far. */
  record Judged(CourseFacts facts, Trajectory trajectory) {}
}
