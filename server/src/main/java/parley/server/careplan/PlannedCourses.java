package parley.server.careplan;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Condition;
import parley.mappings.careplan.PlanRecords;
import parley.submissions.course.Course;
import parley.submissions.course.CourseModel;
import parley.submissions.course.TrajectoryRule;
import parley.submissions.record.CourseReader;
import parley.submissions.record.CourseReading;
import parley.submissions.record.CourseRecords;
import parley.submissions.record.CourseResources;
import parley.terminology.England;

/** Reads courses of treatment for the plans made for them. */
final class PlannedCourses {

  private static final Set<String> WITHDRAWN = Set.of("entered-in-error", "refuted");
  private static final Set<String> OVER = Set.of("inactive", "remission", "resolved");

  private final CourseRecords records;
  private final PlanStore store;
  private final CourseModel model;
  private final CourseReader reader;
  private final TrajectoryRule trajectory;
  private final Clock clock;

  PlannedCourses(CourseRecords records, PlanStore store, CourseModel model, Clock clock) {
    this.clock = clock;
    this.records = records;
    this.store = store;
    this.model = model;
    this.reader = new CourseReader(model.scales());
    this.trajectory = new TrajectoryRule(model.scales());
  }

  /** A course, empty when there is no such EpisodeOfCare or its dates cannot be read. */
  Optional<PlannedCourse> course(String episode) {
    return records.course(episode).map(this::planned);
  }

  private PlannedCourse planned(CourseResources resources) {
    var reading = reader.read(resources);
    var conditions = resources.conditions().stream().filter(PlannedCourses::holds).toList();
    if (!(reading instanceof CourseReading.Read read)) {
      return new PlannedCourse(
          resources.episode(),
          conditions,
          resources.observations(),
          CourseRecordReading.unreadable(),
          Optional.empty());
    }
    var facts = model.facts(read.course(), LocalDate.ofInstant(clock.instant(), England.TIME));
    return new PlannedCourse(
        resources.episode(),
        conditions,
        resources.observations(),
        planRecords(resources, read.course()),
        Optional.of(new PlannedCourse.Judged(facts, trajectory.of(facts))));
  }

  private PlanRecords planRecords(CourseResources resources, Course course) {
    var person = resources.episode().getPatient().getReferenceElement().getIdPart();
    return CourseRecordReading.of(
        resources, course, store.appointments(person), store.responses(person));
  }

  private static boolean holds(Condition condition) {
    return has(condition.getVerificationStatus(), WITHDRAWN).isEmpty()
        && has(condition.getClinicalStatus(), OVER).isEmpty();
  }

  private static List<String> has(org.hl7.fhir.r4.model.CodeableConcept status, Set<String> codes) {
    return status.getCoding().stream()
        .map(coding -> String.valueOf(coding.getCode()))
        .filter(codes::contains)
        .toList();
  }
}
