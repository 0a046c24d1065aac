package parley.submissions.engine;

import java.util.Map;
import parley.submissions.rule.Submission;
import parley.submissions.view.EvaluationFailure;

/** What came of making the tables. */
public sealed interface TablesResult {

  /**
   * The tables.
   *
   * @param resources how many of each view's resources were read, by name of the view
   */
  record Made(Submission submission, Map<String, Long> resources) implements TablesResult {
    public Made {
      resources = Map.copyOf(resources);
    }
  }

  /** A resource that a view cannot be evaluated on; nothing was made. */
  record Failed(EvaluationFailure failure) implements TablesResult {}
}
