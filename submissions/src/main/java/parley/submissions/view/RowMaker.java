package parley.submissions.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import parley.submissions.view.SelectPlan.Iteration;
import parley.submissions.view.path.Item;
import parley.submissions.view.path.PathExpression;
import parley.submissions.view.path.PathFailure;

/**
 * Makes the rows of resources (SQL on FHIR, Processing Algorithm). Each select fills its own cells
 * and hands on, so that no more than one row is held however many a resource makes.
 */
final class RowMaker {

  /** A repeat that finds more than this in one resource does not come to an end. */
  private static final int MOST_REPEATED = 100_000;

  private final View view;
  private final RowSink sink;
  private final long limit;
  private final Cell[] cells;
  private Item resource = new Item.Text("");
  private String place = "";
  private String column = "";
  private long rows;

  RowMaker(View view, RowSink sink, long limit) {
    this.view = view;
    this.sink = sink;
    this.limit = limit;
    this.cells = new Cell[view.columns().size()];
    Arrays.fill(cells, Cell.ABSENT);
  }

  /**
   * @throws PathFailure when the view cannot be evaluated on the resource; {@link #place} and
   *     {@link #column} then say where
   */
  void make(Item next) {
    resource = next;
    for (var condition : view.conditions()) {
      place = condition.place();
      column = "";
      if (!holds(condition.expression().evaluate(resource, resource, 0))) {
        return;
      }
    }
    all(view.selects(), 0, resource, 0, this::row);
  }

  View view() {
    return view;
  }

  String place() {
    return place;
  }

  /** Empty when no column was evaluated. */
  String column() {
    return column;
  }

  long rows() {
    return rows;
  }

  boolean isFull() {
    return rows >= limit;
  }

  private static boolean holds(List<Item> answer) {
    if (answer.isEmpty()) {
      return false;
    }
    if (answer.size() == 1
        && Item.value(answer.get(0)).orElse(answer.get(0)) instanceof Item.Truth truth) {
      return truth.value();
    }
    throw new PathFailure(
        "A condition gives something other than one Boolean",
        "Compare the element with a value, or end the path with exists().");
  }

  private void row() {
    rows++;
    sink.row(List.of(cells));
  }

  /** The rows of each select with those of every other: each is begun anew for a row before it. */
  private void all(List<SelectPlan> selects, int from, Item focus, int index, Runnable then) {
    if (from == selects.size()) {
      then.run();
    } else {
      select(selects.get(from), focus, index, () -> all(selects, from + 1, focus, index, then));
    }
  }

  private void select(SelectPlan plan, Item focus, int index, Runnable then) {
    if (plan.iteration() instanceof Iteration.Here) {
      at(plan, focus, index, then);
      return;
    }
    place = plan.place();
    column = "";
    var foci = foci(plan.iteration(), focus, index);
    for (var i = 0; i < foci.size() && !isFull(); i++) {
      at(plan, foci.get(i), i, then);
    }
    if (foci.isEmpty() && plan.iteration() instanceof Iteration.ForEach each && each.orNull()) {
      plan.slots().forEach(slot -> cells[slot.at()] = slot.whenNull());
      then.run();
    }
  }

  private List<Item> foci(Iteration iteration, Item focus, int index) {
    if (iteration instanceof Iteration.ForEach each) {
      return each.path().evaluate(resource, focus, index);
    }
    var found = new ArrayList<Item>();
    if (iteration instanceof Iteration.Repeat repeat) {
      traverse(repeat.paths(), focus, index, found, new IdentityHashMap<>());
    }
    return found;
  }

  private void traverse(
      List<PathExpression> paths,
      Item from,
      int index,
      List<Item> found,
      Map<Object, Boolean> above) {
    for (var path : paths) {
      for (var item : path.evaluate(resource, from, index)) {
        Object identity = item instanceof Item.Node node ? node.json() : item;
        if (found.size() >= MOST_REPEATED || above.put(identity, true) != null) {
          throw new PathFailure(
              "A repeat comes back to an element that it has been at, or finds more than "
                  + MOST_REPEATED,
              "Name in repeat the elements that lie within each other, such as item.");
        }
        found.add(item);
        traverse(paths, item, index, found, above);
        above.remove(identity);
      }
    }
  }

  private void at(SelectPlan plan, Item focus, int index, Runnable then) {
    for (var one : plan.columns()) {
      place = one.place();
      column = one.column().name();
      var values = one.path().evaluate(resource, focus, index);
      cells[one.slot()] = one.type().cell(values, one.column().collection());
    }
    if (plan.union().isEmpty()) {
      all(plan.selects(), 0, focus, index, then);
    } else {
      all(plan.selects(), 0, focus, index, () -> union(plan, focus, index, then));
    }
  }

  private void union(SelectPlan plan, Item focus, int index, Runnable then) {
    for (var branch : plan.union()) {
      if (!isFull()) {
        select(branch, focus, index, then);
      }
    }
  }
}
