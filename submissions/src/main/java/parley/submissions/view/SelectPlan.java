package parley.submissions.view;

import java.util.List;
import parley.submissions.view.path.PathExpression;

/**
 * A compiled {@code select}.
 *
 * @param place its place in the definition
 * @param slots the cells that it and what lies in it fill; all branches of a union fill the same
 */
record SelectPlan(
    String place,
    Iteration iteration,
    List<ColumnPlan> columns,
    List<SelectPlan> selects,
    List<SelectPlan> union,
    List<Slot> slots) {

  /** Over what a select makes its rows. */
  sealed interface Iteration {

    /** Over what the outer select is at. */
    record Here() implements Iteration {}

    record ForEach(PathExpression path, boolean orNull) implements Iteration {}

    record Repeat(List<PathExpression> paths) implements Iteration {}
  }

  /**
   * @param whenNull what the cell is when a {@code forEachOrNull} around it finds nothing
   */
  record Slot(int at, Cell whenNull) {}

  /**
   * @param slot the cell that it fills
   */
  record ColumnPlan(int slot, Column column, CellType type, String place, PathExpression path) {}
}
