package parley.server.practice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Locale;
import parley.submissions.course.Trajectory;
import parley.terminology.scale.Scale;

/**
 * How much a course needs to be talked about in supervision, the most first. The order is Parley's
 * own; docs/workforce.md says so.
 */
enum Need {
  /** An active Flag, such as an answer above 0 to PHQ-9 item 9. */
  ALERT,
  /** A measure has risen reliably. */
  DETERIORATED,
  /** Otherwise not on track. */
  NOT_ON_TRACK,
  /** A review of the care plan is overdue. */
  REVIEW_OVERDUE,
  /** It cannot be said where the course stands. */
  UNKNOWN,
  /** On track. */
  ON_TRACK;

  /** As written in answers. */
  String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Need of(CourseSummary summary, LocalDate today) {
    if (!summary.alerts().isEmpty()) {
      return ALERT;
    }
    if (summary.status() == Trajectory.Status.NOT_ON_TRACK) {
      return summary.reason().filter(Trajectory.Reason.DETERIORATED::equals).isPresent()
          ? DETERIORATED
          : NOT_ON_TRACK;
    }
    if (isOverdue(summary, today)) {
      return REVIEW_OVERDUE;
    }
    return summary.status() == Trajectory.Status.ON_TRACK ? ON_TRACK : UNKNOWN;
  }

  /** A review is overdue from the day after it was due. */
  static boolean isOverdue(CourseSummary summary, LocalDate today) {
    return summary.reviewDue().filter(due -> due.isBefore(today)).isPresent();
  }

  /** By need; of equal ones the longest overdue review, then the highest latest PHQ-9 first. */
  static Comparator<CourseSummary> order(LocalDate today) {
    return Comparator.comparing((CourseSummary summary) -> of(summary, today))
        .thenComparing(
            summary -> summary.reviewDue().filter(due -> due.isBefore(today)).orElse(LocalDate.MAX))
        .thenComparing(
            summary -> summary.latest(Scale.PHQ_9).orElse(BigDecimal.ONE.negate()),
            Comparator.reverseOrder());
  }
}
