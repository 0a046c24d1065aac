package parley.submissions.product;

import java.util.List;

/**
 * A row of one kind of product. What makes it vouches for its kind: there is no way from one kind
 * to another.
 *
 * @param <P> the kind
 * @param cells as text
 */
public record ProductRow<P extends Product>(P product, List<String> cells) {
  public ProductRow {
    cells = List.copyOf(cells);
  }

  /** Not the cells: a row in a log would be a leak. */
  @Override
  public String toString() {
    return "ProductRow[" + product.code() + ", " + cells.size() + " cells]";
  }
}
