package parley.submissions.course;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a course amounts to. The outcomes of an open course, or of one with fewer than two
 * treatments, are how it stands so far: they count in no rate.
 *
 * @param course the course as recorded
 * @param scores the scores that count, by scale id, in order of time
 * @param pairs first and last score, by scale id
 * @param excluded the scores that do not count
 * @param measure the scale that is paired with PHQ-9
 * @param caseness whether the first scores were at caseness
 * @param recovery whether it ended below caseness
 * @param reliableChange improvement, deterioration or neither
 * @param reliableRecovery recovery together with reliable improvement
 * @param treatments treatments that count, in order of time
 * @param finished discharged with two or more treatments
 * @param daysToFirstTreatment from referral, 0 or more
 * @param daysToSecondTreatment from the first treatment, 0 or more
 * @param ground gaps of the record that changed how the course was read
 */
public record CourseFacts(
    Course course,
    Map<String, List<Score>> scores,
    Map<String, ScorePair> pairs,
    List<ExcludedScore> excluded,
    MeasureChoice measure,
    Answer<Caseness> caseness,
    Answer<Recovery> recovery,
    Answer<ReliableChange> reliableChange,
    Answer<Recovery> reliableRecovery,
    List<Treatment> treatments,
    boolean finished,
    Answer<Long> daysToFirstTreatment,
    Answer<Long> daysToSecondTreatment,
    Set<Gap> ground) {

  public CourseFacts {
    scores = Map.copyOf(scores);
    pairs = Map.copyOf(pairs);
    excluded = List.copyOf(excluded);
    treatments = List.copyOf(treatments);
    ground = Set.copyOf(ground);
  }

  /** First and last PHQ-9, empty without a score. */
  public Optional<ScorePair> phq9() {
    return Optional.ofNullable(pairs.get(parley.terminology.scale.Scale.PHQ_9));
  }

  /** First and last score of the paired measure, empty without a score. */
  public Optional<ScorePair> measurePair() {
    return Optional.ofNullable(pairs.get(measure.scale().id()));
  }

  /** Day of the first assessment inside the course, empty without one. */
  public Optional<LocalDate> firstAssessment() {
    return course.contacts().stream()
        .filter(contact -> contact.isAssessment() && course.holds(contact.date()))
        .map(CareContact::date)
        .min(Comparator.naturalOrder());
  }

  /** How often the person was seen inside the course; a log of internet therapy counts as once. */
  public long timesSeen() {
    return course.contacts().stream()
            .filter(contact -> contact.isSeen() && course.holds(contact.date()))
            .count()
        + treatments.stream()
            .filter(treatment -> treatment.kind() == Treatment.Kind.INTERNET_THERAPY)
            .count();
  }

  /** Everything that is missing, in the order of the enum. */
  public Set<Gap> gaps() {
    var gaps = EnumSet.noneOf(Gap.class);
    gaps.addAll(ground);
    answers().forEach(answer -> gaps.addAll(answer.missing()));
    return gaps;
  }

  /** Whether an outcome rests on a threshold, or a choice of measure, that nobody could verify. */
  public boolean restsOnUnverified() {
    return !measure.verified() || answers().anyMatch(Answer::restsOnUnverifiedThreshold);
  }

  private Stream<Answer<?>> answers() {
    return Stream.of(
        caseness,
        recovery,
        reliableChange,
        reliableRecovery,
        daysToFirstTreatment,
        daysToSecondTreatment);
  }
}
