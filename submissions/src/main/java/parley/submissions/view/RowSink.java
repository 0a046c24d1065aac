package parley.submissions.view;

import java.util.List;

/** Takes the rows of one run as they are made. What it throws ends the run and is not caught. */
public interface RowSink {

  /** Comes first, also when no row follows. */
  default void start(List<Column> columns) {}

  /**
   * @param cells one for each column, in their order
   */
  void row(List<Cell> cells);

  /** Comes last, and not when the run failed: what was written until then is not a whole table. */
  default void end() {}
}
