package parley.server.outcome;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import parley.submissions.course.CourseFacts;
import parley.submissions.course.CourseModel;
import parley.submissions.course.ScaleSeries;
import parley.submissions.course.TrajectoryRule;
import parley.submissions.record.CourseReader;
import parley.submissions.record.CourseReading;
import parley.submissions.record.CourseRecords;
import parley.submissions.record.CourseResources;
import parley.submissions.record.Finding;
import parley.terminology.England;

/** From what the store holds of a course to what it amounts to, read anew each time. */
final class CourseOutcomes {

  private final CourseRecords records;
  private final Clock clock;
  private final CourseModel model;
  private final CourseReader reader;
  private final TrajectoryRule trajectory;

  CourseOutcomes(CourseRecords records, CourseModel model, Clock clock) {
    this.records = records;
    this.clock = clock;
    this.model = model;
    this.reader = new CourseReader(model.scales());
    this.trajectory = new TrajectoryRule(model.scales());
  }

  /** What could be said of a course. */
  sealed interface Outcome {
    /** The facts, and what of the record is not in them. */
    record Facts(CourseFacts facts, List<Finding> findings) implements Outcome {}

    /** The episode itself cannot be read. */
    record Unreadable(List<Finding> findings) implements Outcome {}
  }

  /** One course, empty when there is no such EpisodeOfCare. */
  Optional<Outcome> course(String episode) {
    return records.course(episode).map(this::outcome);
  }

  /** One course as Parameters, empty when there is no such EpisodeOfCare. */
  Optional<Parameters> parameters(String episode) {
    return records.course(episode).map(this::parameters);
  }

  /**
   * Every course of a person as one parameter {@code course}, in order of their start, then a
   * parameter {@code finding} for each score that is of none of them.
   */
  Parameters ofPatient(String patient) {
    var person = records.courses(patient);
    var all = new Parameters();
    for (var course : person.courses()) {
      all.addParameter().setName("course").setPart(parameters(course).getParameter());
    }
    CourseParameters.findings(person.findings()).forEach(all::addParameter);
    return all;
  }

  private Outcome outcome(CourseResources resources) {
    var reading = reader.read(resources);
    return reading instanceof CourseReading.Read read
        ? new Outcome.Facts(model.facts(read.course(), today()), read.findings())
        : new Outcome.Unreadable(reading.findings());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), England.TIME);
  }

  private Parameters parameters(CourseResources resources) {
    var episode = new Reference("EpisodeOfCare/" + resources.episode().getIdPart());
    var outcome = outcome(resources);
    if (outcome instanceof Outcome.Facts known) {
      var facts = known.facts();
      return CourseParameters.of(
          episode,
          facts,
          ScaleSeries.of(facts, model.scales()),
          trajectory.of(facts),
          known.findings());
    }
    return CourseParameters.unreadable(episode, ((Outcome.Unreadable) outcome).findings());
  }
}
