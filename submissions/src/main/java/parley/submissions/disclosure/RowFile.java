package parley.submissions.disclosure;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import parley.submissions.product.Product;
import parley.submissions.product.ProductRow;
import parley.submissions.product.ProductWriter;

/** Writes what {@link RowSuppression} made, and calls it anonymous. */
public final class RowFile {

  private RowFile() {}

  /** Gives all to a writer of anonymous rows. */
  public static void write(RowTable table, ProductWriter<Product.Anonymous> writer)
      throws IOException {
    for (var row : table.rows()) {
      writer.write(new ProductRow<>(Product.Anonymous.KIND, row));
    }
  }

  /** Writes all; the stream is flushed and left open. */
  public static void write(RowTable table, OutputStream out) {
    try {
      var writer = new ProductWriter<>(Product.Anonymous.KIND, table.columns(), out);
      write(table, writer);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
