package parley.submissions.product;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes rows of one kind of product as CSV (RFC 4180, UTF-8, CRLF), and takes no others.
 *
 * @param <P> the kind
 */
public final class ProductWriter<P extends Product> {

  private final P product;
  private final int width;
  private final OutputStream out;

  /** Writes the header; the stream is left open. */
  public ProductWriter(P product, List<String> columns, OutputStream out) throws IOException {
    this.product = product;
    this.width = columns.size();
    this.out = out;
    line(columns);
  }

  /**
   * Writes a row.
   *
   * @throws IllegalArgumentException if it is not as wide as the header, or a cell holds a control
   *     character or begins like a formula: such are never of a released product
   */
  public void write(ProductRow<P> row) throws IOException {
    if (row.cells().size() != width || row.cells().stream().anyMatch(ProductWriter::isUnsafe)) {
      throw new IllegalArgumentException(
          "a row is as wide as its header, without control characters and formulas");
    }
    line(row.cells());
  }

  public P product() {
    return product;
  }

  private void line(List<String> cells) throws IOException {
    var line = new StringBuilder();
    for (var at = 0; at < cells.size(); at++) {
      var cell = cells.get(at);
      line.append(at == 0 ? "" : ",");
      var quoted = cell.indexOf(',') >= 0 || cell.indexOf('"') >= 0;
      line.append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
    }
    out.write(line.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isUnsafe(String cell) {
    var head = cell.stripLeading();
    if (!head.isEmpty() && "=+-@".indexOf(head.charAt(0)) >= 0) {
      return true;
    }
    for (var at = 0; at < cell.length(); at++) {
      if (Character.isISOControl(cell.charAt(at))) {
        return true;
      }
    }
    return false;
  }
}
