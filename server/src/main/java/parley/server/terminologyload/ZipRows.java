package parley.server.terminologyload;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** A tab-separated file with a header in a zip, read row by row: RF2's form. */
final class ZipRows {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final ZipFile zip;
  private final String entry;
  private final List<String> columns;

  private ZipRows(ZipFile zip, String entry, List<String> columns) {
    this.zip = zip;
    this.entry = entry;
    this.columns = columns;
  }

  static ZipRows of(ZipFile zip, String entry) throws IOException {
    // Leniently: whether the file is whole is found out later.
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                zip.getInputStream(zip.getEntry(entry)), StandardCharsets.UTF_8))) {
      var header = reader.readLine();
      return new ZipRows(zip, entry, header == null ? List.of() : cells(header));
    }
  }

  /** Whether the header names all of these columns. */
  boolean has(List<String> names) {
    return columns.containsAll(names);
  }

  /** One row. */
  final class Row {
    private final String line;
    private final List<String> cells;

    private Row(String line) {
      this.line = line;
      this.cells = cells(line);
    }

    /** The value in a column; empty in a row that is too short. */
    String get(String column) {
      var index = columns.indexOf(column);
      return index >= 0 && index < cells.size() ? cells.get(index) : "";
    }
  }

  /** Every row in turn; to be closed. */
  Stream<Row> rows() {
    var reader = reader(zip, entry);
    return reader.lines().skip(1).map(Row::new).onClose(() -> close(reader));
  }

  /** The file with only the rows that are wanted, its header first. */
  InputStream only(Predicate<Row> wanted) {
    var header = Stream.of(String.join("\t", columns));
    var lines = Stream.concat(header, rows().filter(wanted).map(row -> row.line)).iterator();
    return new SequenceInputStream(streams(lines));
  }

  private static Enumeration<InputStream> streams(Iterator<String> lines) {
    return new Enumeration<>() {
      @Override
      public boolean hasMoreElements() {
        return lines.hasNext();
      }

      @Override
      public InputStream nextElement() {
        return new ByteArrayInputStream((lines.next() + '\n').getBytes(StandardCharsets.UTF_8));
      }
    };
  }

  private static BufferedReader reader(ZipFile zip, String entry) {
    try {
      return new BufferedReader(
          // Bytes that are not UTF-8 end the reading: a replaced letter would not be noticed.
          new InputStreamReader(
              zip.getInputStream(zip.getEntry(entry)), StandardCharsets.UTF_8.newDecoder()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(BufferedReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> cells(String line) {
    var text = !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK ? line.substring(1) : line;
    return List.of(text.split("\t", -1));
  }
}
