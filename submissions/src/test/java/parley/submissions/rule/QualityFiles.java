package parley.submissions.rule;

/** Files for the tests of data quality, which stand in a package of their own. */
public final class QualityFiles {

  private QualityFiles() {}

  /** The golden file with a second, blank and a third, wrong contact, and no diagnoses. */
  public static Submission contacts() {
    return new GoldenFile()
        .add("IDS201", "CareContactId=C2", "ServiceRequestId=R1", "CareContDate=2026-10-06")
        .add(
            "IDS201",
            "CareContactId=C3",
            "ServiceRequestId=R1",
            "CareContDate=2026-10-07",
            "ConsMechanism=77",
            "AppType=03")
        .without("IDS601")
        .submission();
  }

  /** The golden file as it is. */
  public static Submission golden() {
    return new GoldenFile().submission();
  }

  /** What the rules say of a file. */
  public static RuleReport report(Submission submission) {
    return RuleRun.of(submission, RuleRunTest.RULES);
  }
}
