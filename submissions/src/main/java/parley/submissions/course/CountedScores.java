package parley.submissions.course;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import parley.submissions.course.ExcludedScore.Reason;
import parley.terminology.scale.Scales;

/**
 * Which scores of a course count. First is the earliest and last the latest valid score between
 * referral and discharge; of two at one moment, which table IDS606 does not hold (rule IDS60616),
 * the higher counts.
 *
 * @param byScale in order of time, by scale id
 * @param excluded the others, in order of time
 */
record CountedScores(Map<String, List<Score>> byScale, List<ExcludedScore> excluded) {

  private static final Comparator<Score> ORDER =
      Comparator.comparing(Score::moment)
          .thenComparing(Score::scale)
          .thenComparing(Score::value, Comparator.reverseOrder())
          .thenComparing(Score::id);

  static CountedScores of(Course course, Scales scales, LocalDate asked) {
    var employmentSupport =
        course.contacts().stream()
            .filter(CareContact::isEmploymentSupport)
            .map(CareContact::id)
            .collect(Collectors.toSet());
    var byScale = new HashMap<String, List<Score>>();
    var excluded = new ArrayList<ExcludedScore>();
    var taken = new HashMap<String, LocalDateTime>();
    for (var score : course.scores().stream().sorted(ORDER).toList()) {
      var reason =
          reason(score, course, scales, asked, employmentSupport)
              .or(
                  () ->
                      score.moment().equals(taken.get(score.scale()))
                          ? Optional.of(Reason.SAME_MOMENT)
                          : Optional.empty());
      if (reason.isPresent()) {
        excluded.add(new ExcludedScore(score, reason.get()));
      } else {
        taken.put(score.scale(), score.moment());
        byScale.computeIfAbsent(score.scale(), scale -> new ArrayList<>()).add(score);
      }
    }
    byScale.replaceAll((scale, list) -> List.copyOf(list));
    return new CountedScores(Map.copyOf(byScale), List.copyOf(excluded));
  }

  private static Optional<Reason> reason(
      Score score, Course course, Scales scales, LocalDate asked, Set<String> employmentSupport) {
    var scale = scales.find(score.scale());
    if (scale.isEmpty()) {
      return Optional.of(Reason.UNKNOWN_SCALE);
    }
    if (scale.get().fault(score.value()).isPresent()) {
      return Optional.of(Reason.NOT_A_SCORE);
    }
    if (score.date().isBefore(course.received())) {
      return Optional.of(Reason.BEFORE_REFERRAL);
    }
    if (score.date().isAfter(asked)) {
      return Optional.of(Reason.TO_COME);
    }
    if (course.isAfterDischarge(score.date())) {
      return Optional.of(Reason.AFTER_DISCHARGE);
    }
    return score.contact().filter(employmentSupport::contains).isPresent()
        ? Optional.of(Reason.EMPLOYMENT_SUPPORT)
        : Optional.empty();
  }

  /** First and last by scale. */
  Map<String, ScorePair> pairs() {
    var pairs = new HashMap<String, ScorePair>();
    byScale.forEach(
        (scale, list) ->
            pairs.put(
                scale,
                new ScorePair(
                    list.get(0),
                    list.size() == 1 ? Optional.empty() : Optional.of(list.get(list.size() - 1)))));
    return pairs;
  }
}
