package parley.submissions.chart;

/** Who a chart is for. */
public enum Audience {
  /** The terms of the service: caseness, reliable change, thresholds and their standing. */
  CLINICIAN,
  /**
   * Plain words and no label such as "case"; a line or band that rests on an unverified threshold
   * is left out.
   */
  PATIENT
}
