package parley.server.practice;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Flag.FlagStatus;
import parley.mappings.practice.PracticeReader;
import parley.server.practice.CourseSummary.Alert;
import parley.server.practice.CourseSummary.Measure;
import parley.server.store.NamedCourses;
import parley.submissions.course.Course;
import parley.submissions.course.CourseFacts;
import parley.submissions.course.CourseModel;
import parley.submissions.course.ScaleSeries;
import parley.submissions.course.Score;
import parley.submissions.course.Trajectory;
import parley.submissions.course.TrajectoryRule;
import parley.submissions.course.Treatment;
import parley.submissions.record.CourseReader;
import parley.submissions.record.CourseReading;
import parley.submissions.record.CourseResources;
import parley.terminology.Systems;

/** From the records of a course to its summary, by the course model. */
final class SummaryReader {

  /** On CarePlan: the day on which its next review is due. */
  private static final String NEXT_DUE = Systems.structureDefinition("next-due");

  private static final String PLAN_ACTIVITY = Systems.codeSystem("plan-activity");
  private static final String ALERT = Systems.codeSystem("alert");

  private final CourseModel model;
  private final CourseReader reader;
  private final TrajectoryRule trajectory;

  SummaryReader(CourseModel model) {
    this.model = model;
    this.reader = new CourseReader(model.scales());
    this.trajectory = new TrajectoryRule(model.scales());
  }

  /**
   * The summary of a course.
   *
   * @param flags Flags of its patient
   * @param plans CarePlans of its patient
   * @param today the English day; scores of later days do not count yet
   */
  CourseSummary summary(
      CourseResources resources,
      Collection<Flag> flags,
      Collection<CarePlan> plans,
      LocalDate today) {
    var alerts = alerts(flags);
    var due = reviewDue(resources.episode(), plans);
    var reading = reader.read(resources);
    if (!(reading instanceof CourseReading.Read read)) {
      return new CourseSummary(
          false,
          Optional.empty(),
          0,
          Optional.empty(),
          List.of(),
          Trajectory.Status.UNKNOWN,
          Optional.empty(),
          false,
          reading.findings().size(),
          alerts,
          due,
          Optional.empty());
    }
    var facts = model.facts(read.course(), today);
    var stand = trajectory.of(facts);
    return new CourseSummary(
        true,
        Optional.of(read.course().received()),
        facts.treatments().size(),
        facts.treatments().stream().map(Treatment::date).max(Comparator.naturalOrder()),
        measures(facts),
        stand.status(),
        Optional.of(stand.reason()),
        stand.restsOnUnverified(),
        read.findings().size(),
        alerts,
        due,
        nextDay(read.course(), today));
  }

  private static Optional<LocalDate> nextDay(Course course, LocalDate today) {
    return course.scores().stream()
        .map(Score::date)
        .filter(day -> day.isAfter(today))
        .min(Comparator.naturalOrder());
  }

  private List<Measure> measures(CourseFacts facts) {
    var measures = new ArrayList<Measure>();
    for (var series : ScaleSeries.of(facts, model.scales())) {
      var scale = series.scale();
      var points = series.points();
      var first = points.get(0).score();
      var latest = points.get(points.size() - 1);
      var change =
          points.size() == 1
              ? Optional.<java.math.BigDecimal>empty()
              : Optional.of(latest.score().value().subtract(first.value()));
      measures.add(
          new Measure(
              scale.id(),
              scale.snomedCode(),
              scale.title(),
              scale.id().equals(facts.measure().scale().id()),
              first.date(),
              first.value(),
              latest.score().date(),
              latest.score().value(),
              change,
              latest.severity()));
    }
    return measures;
  }

  private static List<Alert> alerts(Collection<Flag> flags) {
    return flags.stream()
        .filter(flag -> flag.getStatus() == FlagStatus.ACTIVE)
        .flatMap(flag -> alert(flag).stream())
        .sorted(Comparator.comparing(Alert::flag))
        .toList();
  }

  private static Optional<Alert> alert(Flag flag) {
    return flag.getCode().getCoding().stream()
        .filter(coding -> ALERT.equals(coding.getSystem()) && coding.hasCode())
        .map(Coding::getCode)
        .findFirst()
        .map(
            code ->
                new Alert(
                    flag.getIdElement().getIdPart(),
                    code,
                    PracticeReader.day(flag.getPeriod().getStartElement())));
  }

  private static Optional<LocalDate> reviewDue(EpisodeOfCare episode, Collection<CarePlan> plans) {
    return plans.stream()
        .filter(plan -> plan.getStatus() == CarePlanStatus.ACTIVE)
        .filter(plan -> isOf(plan, episode))
        .flatMap(plan -> plan.getActivity().stream())
        .filter(one -> one.getDetail().getCode().hasCoding(PLAN_ACTIVITY, "review"))
        .flatMap(review -> review.getExtensionsByUrl(NEXT_DUE).stream())
        .map(Extension::getValue)
        .filter(BaseDateTimeType.class::isInstance)
        .flatMap(value -> PracticeReader.day((BaseDateTimeType) value).stream())
        .min(Comparator.naturalOrder());
  }

  private static boolean isOf(CarePlan plan, EpisodeOfCare episode) {
    return NamedCourses.in(plan).contains(episode.getIdElement().getIdPart());
  }
}
