package parley.submissions.course;

/** How far the scores moved, beyond chance. */
public enum ReliableChange {
  IMPROVEMENT,
  DETERIORATION,
  /** Neither, or one measure improved and the other deteriorated. */
  NO_RELIABLE_CHANGE
}
