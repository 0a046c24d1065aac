package parley.submissions.course;

/** Why something cannot be said of a course. */
public enum Gap {
  NO_PHQ_9("no PHQ-9 score in the course"),
  NO_LAST_PHQ_9("only one PHQ-9 score in the course"),
  NO_MEASURE("no score of the anxiety or disorder measure in the course"),
  NO_LAST_MEASURE("only one score of the anxiety or disorder measure in the course"),
  /** Said when GAD-7 took the place of the measure of the problem. */
  NO_DISORDER_PAIR("no first and last score of the problem's own measure; GAD-7 was used"),
  NO_PRIMARY_PROBLEM("no primary problem is recorded; GAD-7 was used"),
  NO_CASENESS_THRESHOLD("the caseness threshold of the measure is not known"),
  NO_RELIABLE_CHANGE_THRESHOLD("the reliable change of the measure is not known"),
  NO_TREATMENT("no treatment took place"),
  FEWER_THAN_TWO_TREATMENTS("fewer than two treatments took place"),
  NOT_DISCHARGED("the course is open");

  private final String text;

  Gap(String text) {
    this.text = text;
  }

  /** The reason in words. */
  public String text() {
    return text;
  }
}
