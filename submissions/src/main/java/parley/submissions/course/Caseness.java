package parley.submissions.course;

/** Whether the first scores were those of a clinical case. */
public enum Caseness {
  AT_CASENESS,
  NOT_AT_CASENESS
}
