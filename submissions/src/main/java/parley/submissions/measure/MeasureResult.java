package parley.submissions.measure;

import java.util.List;
import parley.submissions.record.Finding;
import parley.submissions.view.EvaluationFailure;

/** What came of measuring. */
public sealed interface MeasureResult {

  /**
   * The figures.
   *
   * @param findings what of the courses could not be read and is in no figure, by resource
   */
  record Made(Figures figures, List<Finding> findings) implements MeasureResult {
    public Made {
      findings = List.copyOf(findings);
    }
  }

  /** A resource that a view cannot be evaluated on; nothing was measured. */
  record Failed(EvaluationFailure failure) implements MeasureResult {}
}
