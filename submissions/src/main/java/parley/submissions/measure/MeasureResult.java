package parley.submissions.measure;

import parley.submissions.view.EvaluationFailure;

/** What came of measuring. */
public sealed interface MeasureResult {

  /** The figures. */
  record Made(Figures figures) implements MeasureResult {}

  /** A resource that a view cannot be evaluated on; nothing was measured. */
  record Failed(EvaluationFailure failure) implements MeasureResult {}
}
