package parley.submissions.view;

/** What came of a run. */
public sealed interface ViewRun {

  /** How many resources of the view's type were read. */
  long resources();

  /** How many rows the sink was given. */
  long rows();

  /**
   * @param limited whether there may be more rows than were asked for
   */
  record Finished(long resources, long rows, boolean limited) implements ViewRun {}

  /** The run ended at the first resource on which the view cannot be evaluated. */
  record Failed(EvaluationFailure failure, long resources, long rows) implements ViewRun {}
}
