package parley.submissions.view.output;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import parley.submissions.view.Cell;
import parley.submissions.view.Column;
import parley.submissions.view.RowSink;
import parley.submissions.view.ViewJson;

/**
 * Writes rows as CSV (RFC 4180, {@code text/csv}) in UTF-8, with CRLF after each record. An absent
 * value is an empty field and the empty text is {@code ""}; lists and structures are JSON. Written
 * through a buffer of its own; the stream is flushed at the end and left open.
 */
public final class CsvRows implements RowSink {

  private final Writer out;
  private final boolean header;

  /**
   * @param header whether the first record holds the names of the columns
   */
  public CsvRows(OutputStream out, boolean header) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    this.header = header;
  }

  @Override
  public void start(List<Column> columns) {
    if (header) {
      record(columns.stream().<Cell>map(column -> new Cell.Text(column.name())).toList());
    }
  }

  @Override
  public void row(List<Cell> cells) {
    record(cells);
  }

  @Override
  public void end() {
    try {
      out.flush();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void record(List<Cell> cells) {
    try {
      for (var i = 0; i < cells.size(); i++) {
        if (i > 0) {
          out.write(',');
        }
        field(cells.get(i));
      }
      out.write("\r\n");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void field(Cell cell) throws IOException {
    if (cell instanceof Cell.Text text) {
      quoted(text.value());
    } else if (cell instanceof Cell.Truth truth) {
      out.write(String.valueOf(truth.value()));
    } else if (cell instanceof Cell.Whole whole) {
      out.write(Long.toString(whole.value()));
    } else if (cell instanceof Cell.Exact exact) {
      out.write(exact.value().toPlainString());
    } else if (!(cell instanceof Cell.Absent)) {
      quoted(json(cell));
    }
  }

  private void quoted(String text) throws IOException {
    if (!needsQuotes(text)) {
      out.write(text);
      return;
    }
    out.write('"');
    out.write(text.replace("\"", "\"\""));
    out.write('"');
  }

  private static boolean needsQuotes(String text) {
    for (var i = 0; i < text.length(); i++) {
      var one = text.charAt(i);
      if (one == '"' || one == ',' || one == '\r' || one == '\n') {
        return true;
      }
    }
    return text.isEmpty() || text.charAt(0) == ' ' || text.charAt(text.length() - 1) == ' ';
  }

  private static String json(Cell cell) throws IOException {
    var text = new StringWriter();
    try (var json = ViewJson.factory().createGenerator(text)) {
      JsonRows.cell(json, cell);
    }
    return text.toString();
  }
}
