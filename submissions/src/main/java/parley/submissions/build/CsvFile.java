package parley.submissions.build;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import parley.submissions.dataset.DatasetField;
import parley.submissions.dataset.DatasetTable;
import parley.submissions.rule.Row;

/** Writes CSV (RFC 4180) in UTF-8, with CRLF after each record; a blank is an empty field. */
public final class CsvFile implements AutoCloseable {

  private final BufferedWriter out;

  public CsvFile(Path file) throws IOException {
    this.out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
  }

  /** Writes a table of the data set, with the names of its fields first. */
  public static void write(DatasetTable table, List<Row> rows, Path file) throws IOException {
    try (var csv = new CsvFile(file)) {
      csv.record(table.fields().stream().map(DatasetField::name).toArray(String[]::new));
      for (var row : rows) {
        csv.record(row.values());
      }
    }
  }

  /** Writes one record. */
  public void record(String... values) throws IOException {
    for (int at = 0; at < values.length; at++) {
      if (at > 0) {
        out.write(',');
      }
      field(values[at]);
    }
    out.write("\r\n");
  }

  private void field(String value) throws IOException {
    if (needsQuotes(value)) {
      out.write('"');
      out.write(value.replace("\"", "\"\""));
      out.write('"');
    } else {
      out.write(value);
    }
  }

  private static boolean needsQuotes(String value) {
    return value.indexOf('"') >= 0
        || value.indexOf(',') >= 0
        || value.indexOf('\r') >= 0
        || value.indexOf('\n') >= 0;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
