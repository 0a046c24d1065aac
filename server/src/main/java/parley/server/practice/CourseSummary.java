package parley.server.practice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import parley.submissions.course.Trajectory;

/**
 * How an open course stands, as far as the weekly supervision of a caseload needs it. Every figure
 * is one of the course model, as of the day it was made; it is the same on every later day before
 * {@code until}.
 *
 * @param readable false when the dates of the episode cannot be read; then there is nothing else
 * @param received ReferralRequestReceivedDate
 * @param sessions treatments given that count
 * @param lastSession day of the last of them
 * @param measures first and latest score of each scale: PHQ-9, its paired measure, then the others
 * @param status on track, not on track or unknown
 * @param reason why
 * @param restsOnUnverified whether the status rests on a threshold that nobody could verify
 * @param findings how much of the record could not be read
 * @param alerts active Flags of the person for answers that a clinician has to look at
 * @param reviewDue the earliest review of a care plan of the course that is due
 * @param until the first day with a score that did not count yet; empty when there is none
 */
record CourseSummary(
    boolean readable,
    Optional<LocalDate> received,
    int sessions,
    Optional<LocalDate> lastSession,
    List<Measure> measures,
    Trajectory.Status status,
    Optional<Trajectory.Reason> reason,
    boolean restsOnUnverified,
    int findings,
    List<Alert> alerts,
    Optional<LocalDate> reviewDue,
    Optional<LocalDate> until) {

  CourseSummary {
    measures = List.copyOf(measures);
    alerts = List.copyOf(alerts);
  }

  /**
   * The scores of a scale.
   *
   * @param code SNOMED CT code
   * @param paired whether the scale is the one paired with PHQ-9
   * @param latest the latest score, which is the first one too when there is only one
   * @param change latest less first, empty with one score: below zero is better
   * @param severity the word for the latest, when the scale has bands
   */
  record Measure(
      String scale,
      String code,
      String title,
      boolean paired,
      LocalDate firstDate,
      BigDecimal first,
      LocalDate latestDate,
      BigDecimal latest,
      Optional<BigDecimal> change,
      Optional<String> severity) {}

  /** An active Flag. */
  record Alert(String flag, String code, Optional<LocalDate> since) {}

  /** Whether it says on a day what it would say if it were made on that day. */
  boolean holdsOn(LocalDate day) {
    return until.filter(first -> !first.isAfter(day)).isEmpty();
  }

  /** The latest score of a scale. */
  Optional<BigDecimal> latest(String scale) {
    return measures.stream()
        .filter(measure -> measure.scale().equals(scale))
        .map(Measure::latest)
        .findFirst();
  }
}
