package parley.submissions.course;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import parley.submissions.course.MeasureChoice.Ground;
import parley.terminology.scale.DisorderMeasures;
import parley.terminology.scale.Scale;
import parley.terminology.scale.Scales;

/**
 * From a course as recorded to what it amounts to. Pure: the same course gives the same facts, in
 * whatever order its parts come. Safe to share between threads.
 */
public final class CourseModel {

  private static final int TREATMENTS_OF_A_FINISHED_COURSE = 2;

  private final Scales scales;
  private final MeasureSelection selection;

  public CourseModel(Scales scales, DisorderMeasures measures) {
    this.scales = scales;
    this.selection = new MeasureSelection(scales, measures);
  }

  /** The model over the shipped scales. */
  public static CourseModel packaged() {
    var scales = Scales.packaged();
    return new CourseModel(scales, DisorderMeasures.packaged(scales));
  }

  /** The scales that the model judges by. */
  public Scales scales() {
    return scales;
  }

  /** What a course amounts to once no day of it is still to come. */
  public CourseFacts facts(Course course) {
    return facts(course, LocalDate.MAX);
  }

  /**
   * What a course amounts to.
   *
   * @param asked the English day of asking; scores of later days do not count
   */
  public CourseFacts facts(Course course, LocalDate asked) {
    var counted = CountedScores.of(course, scales, asked);
    var pairs = counted.pairs();
    var measure = selection.choose(course.problems(), pairs);
    var outcomes = new Outcomes(scales.get(Scale.PHQ_9), measure.scale(), pairs);
    var treatments = treatments(course);
    return new CourseFacts(
        course,
        counted.byScale(),
        pairs,
        counted.excluded(),
        measure,
        outcomes.caseness(),
        outcomes.recovery(),
        outcomes.reliableChange(),
        outcomes.reliableRecovery(),
        treatments,
        course.discharged().isPresent() && treatments.size() >= TREATMENTS_OF_A_FINISHED_COURSE,
        daysToFirst(course, treatments),
        daysToSecond(treatments),
        ground(course, measure));
  }

  private static List<Treatment> treatments(Course course) {
    var treatments = new ArrayList<Treatment>();
    for (var contact : course.contacts()) {
      if (contact.isTreatment() && course.holds(contact.date())) {
        treatments.add(new Treatment(contact.date(), Treatment.Kind.CONTACT));
      }
    }
    for (var log : course.internetLogs()) {
      if (course.holds(log.end())) {
        treatments.add(new Treatment(log.end(), Treatment.Kind.INTERNET_THERAPY));
      }
    }
    treatments.sort(Comparator.comparing(Treatment::date).thenComparing(Treatment::kind));
    return treatments;
  }

  private static Answer<Long> daysToFirst(Course course, List<Treatment> treatments) {
    return treatments.isEmpty()
        ? Answer.none(Gap.NO_TREATMENT)
        : Answer.of(ChronoUnit.DAYS.between(course.received(), treatments.get(0).date()));
  }

  private static Answer<Long> daysToSecond(List<Treatment> treatments) {
    return treatments.size() < TREATMENTS_OF_A_FINISHED_COURSE
        ? Answer.none(Gap.FEWER_THAN_TWO_TREATMENTS)
        : Answer.of(ChronoUnit.DAYS.between(treatments.get(0).date(), treatments.get(1).date()));
  }

  private static Set<Gap> ground(Course course, MeasureChoice measure) {
    var gaps = EnumSet.noneOf(Gap.class);
    if (measure.ground() == Ground.NO_PRIMARY_PROBLEM) {
      gaps.add(Gap.NO_PRIMARY_PROBLEM);
    }
    if (measure.ground() == Ground.FALL_BACK) {
      gaps.add(Gap.NO_DISORDER_PAIR);
    }
    if (course.discharged().isEmpty()) {
      gaps.add(Gap.NOT_DISCHARGED);
    }
    return gaps;
  }
}
