package parley.submissions.course;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * First and last score of a scale in a course.
 *
 * @param first the earliest
 * @param last the latest; a single score has none
 */
public record ScorePair(Score first, Optional<Score> last) {

  /** Last less first: below zero is better. Empty without a last score. */
  public Optional<BigDecimal> change() {
    return last.map(score -> score.value().subtract(first.value()));
  }
}
