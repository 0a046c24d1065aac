package parley.submissions.course;

/** Whether a person who began at caseness ended below it; used for reliable recovery too. */
public enum Recovery {
  RECOVERED,
  NOT_RECOVERED,
  /** The person was not at caseness at the start: there is nothing to recover from. */
  NOT_AT_CASENESS_AT_START
}
