package parley.submissions.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import parley.submissions.dataset.DatasetTable;

/** Writes rows as Parquet, as they were read back from their CSV. */
public final class ParquetFile {

  private ParquetFile() {}

  /**
   * Writes one file. All columns are text, as in the CSV; a blank is null.
   *
   * @param csv RFC 4180 in UTF-8 with a header, the fields in the order of the table
   * @throws IOException when it cannot be read or written
   */
  public static void ofCsv(DatasetTable table, Path csv, Path parquet) throws IOException {
    ofCsv(table.fields().stream().map(field -> field.name()).toList(), csv, parquet);
  }

  /**
   * Writes one file of other rows, in the same way; the same CSV gives the same bytes.
   *
   * @param names of the columns, in the order of the CSV: of letters, digits and underscores
   */
  public static void ofCsv(List<String> names, Path csv, Path parquet) throws IOException {
    var columns =
        names.stream()
            .map(name -> "'" + name + "': 'VARCHAR'")
            .collect(Collectors.joining(", ", "{", "}"));
    var read =
        "read_csv("
            + quoted(csv)
            + ", auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"',"
            // A line break inside a value is not found by a reader that starts in the middle.
            + " nullstr = '', parallel = false, columns = "
            + columns
            + ")";
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      // So that the same rows are the same bytes.
      statement.execute("set threads = 1");
      statement.execute(
          "copy (select * from " + read + ") to " + quoted(parquet) + " (format parquet)");
    } catch (SQLException e) {
      throw new IOException(parquet.getFileName() + ": " + withoutValues(e));
    }
  }

  /** DuckDB cites lines that it cannot read; what it says of the disk holds none. */
  private static String withoutValues(SQLException refused) {
    var said = String.valueOf(refused.getMessage());
    return said.contains("IO Error")
        ? said.lines().findFirst().orElse("disk")
        : "the table could not be written";
  }

  private static String quoted(Path file) {
    return "'" + file.toString().replace("'", "''") + "'";
  }
}
