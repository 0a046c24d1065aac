package parley.submissions.view.path;

import java.util.List;

/**
 * What an expression is evaluated on.
 *
 * @param resource what {@code %resource} and {@code %rootResource} name
 * @param context what {@code %context} names: where the whole expression began
 * @param self {@code $this}
 * @param index {@code $index}
 * @param total {@code $total} within aggregate()
 * @param rowIndex {@code %rowIndex} of a view
 */
record Scope(
    Item resource, Item context, List<Item> self, int index, List<Item> total, int rowIndex) {

  static Scope of(Item resource, Item focus, int rowIndex) {
    return new Scope(resource, focus, List.of(focus), 0, List.of(), rowIndex);
  }

  Scope at(Item item, int position) {
    return new Scope(resource, context, List.of(item), position, total, rowIndex);
  }

  Scope withTotal(List<Item> running) {
    return new Scope(resource, context, self, index, running, rowIndex);
  }
}
