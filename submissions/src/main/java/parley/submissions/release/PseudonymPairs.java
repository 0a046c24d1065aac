package parley.submissions.release;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import parley.submissions.agreement.FieldCatalogue;
import parley.submissions.agreement.FieldForm;
import parley.submissions.agreement.ReleaseField;
import parley.submissions.engine.ReleaseRow;
import parley.submissions.engine.ReleaseTables;
import parley.submissions.engine.SortedRows;
import parley.submissions.product.Product;
import parley.submissions.product.ProductFolder;
import parley.submissions.product.ProductRow;

/**
 * Which pseudonym of the key before stands for whom a new one stands for: of those in the release
 * and of nobody else, sorted by the new one.
 */
final class PseudonymPairs implements AutoCloseable {

  private static final List<String> COLUMNS = List.of("kind", "old", "new");

  private final CellForms before;
  private final SortedRows sorter;

  /**
   * @param before makes cells with the key before
   */
  PseudonymPairs(CellForms before, ReleaseTables tables) {
    this.before = before;
    this.sorter = tables.sorter(COLUMNS.size());
  }

  /** Notes the pseudonyms of a row; what it is given stands where its field does. */
  interface Noting {
    void of(ReleaseRow row, List<String> cells);
  }

  /** Notes rows of these fields. */
  Noting rows(List<ReleaseField> fields) {
    var at = new ArrayList<Integer>();
    var kinds = new ArrayList<String>();
    var olds = new ArrayList<Function<ReleaseRow, String>>();
    for (var index = 0; index < fields.size(); index++) {
      var form = FieldCatalogue.find(fields.get(index).name()).orElseThrow().form();
      if (form instanceof FieldForm.Pseudonym token) {
        at.add(index);
        kinds.add(token.kind().name().toLowerCase(Locale.ROOT));
        olds.add(before.of(fields.get(index)));
      }
    }
    return (row, cells) -> {
      for (var one = 0; one < at.size(); one++) {
        var now = cells.get(at.get(one));
        if (!now.isEmpty()) {
          sorter.add(List.of(now, kinds.get(one), olds.get(one).apply(row)));
        }
      }
    };
  }

  /** Writes each pair once. */
  void write(ProductFolder<Product.Pseudonymised> folder) throws IOException {
    folder.rows(
        "pairs",
        COLUMNS,
        writer -> {
          var last = new String[] {""};
          sorter.<IOException>forEach(
              pair -> {
                if (!pair.get(0).equals(last[0])) {
                  last[0] = pair.get(0);
                  var cells = List.of(pair.get(1), pair.get(2), pair.get(0));
                  writer.write(new ProductRow<>(Product.Pseudonymised.KIND, cells));
                }
              });
        });
  }

  @Override
  public void close() {
    sorter.close();
  }
}
