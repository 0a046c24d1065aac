package parley.submissions.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * All that a Parquet file says, as text: its rows, and what it says of them, which readers seldom
 * look at: names of columns, least and greatest values of each page's column, notes of key and
 * value, and who made it. For a scan; nothing of it is kept.
 */
public final class ParquetText {

  /**
   * What DuckDB tells of a file, in place of {@code $}. Sizes, places and counts are left out: they
   * say nothing of anybody, and read like numbers of people by chance.
   */
  private static final List<String> PARTS =
      List.of(
          "select name from parquet_schema($)",
          "select path_in_schema, stats_min, stats_max, stats_min_value, stats_max_value,"
              + " key_value_metadata from parquet_metadata($)",
          "select key, value from parquet_kv_metadata($)",
          "select created_by from parquet_file_metadata($)",
          "select * from read_parquet($)");

  private ParquetText() {}

  /**
   * Writes it, line by line, the values of a row with commas between.
   *
   * @param out UTF-8; left open
   * @throws IOException when the file is no Parquet, is encrypted or cut off, or the stream fails
   */
  public static void write(Path file, OutputStream out) throws IOException {
    var name = "'" + file.toString().replace("'", "''") + "'";
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      for (var part : PARTS) {
        table(statement, part.replace("$", name), out);
      }
    } catch (SQLException e) {
      // Without its words, which may quote a value.
      throw new IOException("the Parquet file cannot be read");
    }
  }

  private static void table(Statement statement, String sql, OutputStream out)
      throws SQLException, IOException {
    try (var result = statement.executeQuery(sql)) {
      var columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        line(row(result, columns), out);
      }
    }
  }

  private static StringBuilder row(ResultSet result, int columns) throws SQLException {
    var row = new StringBuilder();
    for (var at = 1; at <= columns; at++) {
      row.append(at == 1 ? "" : ",").append(value(result, at));
    }
    return row;
  }

  /** A note is bytes; they are read as the text that they are. */
  private static String value(ResultSet result, int at) throws SQLException {
    var value = result.getObject(at);
    if (value instanceof java.sql.Blob blob) {
      return new String(blob.getBytes(1, (int) blob.length()), StandardCharsets.UTF_8);
    }
    return value == null ? "" : value.toString();
  }

  private static void line(StringBuilder text, OutputStream out) throws IOException {
    out.write(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
  }
}
