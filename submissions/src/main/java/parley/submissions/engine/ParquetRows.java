package parley.submissions.engine;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import parley.submissions.view.Cell;
import parley.submissions.view.Column;
import parley.submissions.view.RowSink;
import parley.submissions.view.ViewJson;
import parley.submissions.view.output.JsonRows;

/**
 * Writes the rows of one run into a Parquet file. Boolean and whole numbers keep their type;
 * decimals and dates are text, as the specification's default mapping to SQL has them; lists and
 * structures are JSON in text.
 */
public final class ParquetRows implements RowSink, AutoCloseable {

  private final Connection connection;
  private final String file;
  private Optional<DuckDBAppender> appender = Optional.empty();
  private List<Column> columns = List.of();

  /**
   * Opens a writer, to be closed.
   *
   * @param file path of the file that is written at the end of the rows
   * @param work path of a file that rows are kept in until then; the caller takes it away
   */
  public ParquetRows(String file, String work) {
    this.file = file;
    try {
      this.connection = DriverManager.getConnection("jdbc:duckdb:" + work);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public void start(List<Column> ofView) {
    columns = List.copyOf(ofView);
    var definitions =
        columns.stream()
            .map(column -> '"' + column.name() + "\" " + sqlType(column))
            .collect(Collectors.joining(", "));
    execute("create table \"rows\" (" + definitions + ")");
    try {
      appender = Optional.of(connection.unwrap(DuckDBConnection.class).createAppender("rows"));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static String sqlType(Column column) {
    if (column.collection()) {
      return "varchar";
    }
    return switch (column.type()) {
      case "boolean" -> "boolean";
      case "integer", "positiveInt", "unsignedInt", "integer64" -> "bigint";
      default -> "varchar";
    };
  }

  @Override
  public void row(List<Cell> cells) {
    try {
      var to = appender.orElseThrow();
      to.beginRow();
      for (var at = 0; at < cells.size(); at++) {
        append(to, cells.get(at), sqlType(columns.get(at)).equals("varchar"));
      }
      to.endRow();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static void append(DuckDBAppender to, Cell cell, boolean isText) throws SQLException {
    if (cell instanceof Cell.Text text) {
      to.append(text.value());
    } else if (cell instanceof Cell.Whole whole && !isText) {
      to.append(whole.value());
    } else if (cell instanceof Cell.Truth truth && !isText) {
      to.append(truth.value());
    } else if (cell instanceof Cell.Exact exact) {
      to.append(exact.value().toPlainString());
    } else if (cell instanceof Cell.Absent) {
      to.appendNull();
    } else {
      to.append(json(cell));
    }
  }

  private static String json(Cell cell) {
    var text = new StringWriter();
    try (JsonGenerator json = ViewJson.factory().createGenerator(text)) {
      JsonRows.cell(json, cell);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be written", e);
    }
    return text.toString();
  }

  @Override
  public void end() {
    try {
      appender.orElseThrow().close();
    } catch (SQLException e) {
      throw failed(e);
    }
    execute("copy \"rows\" to '" + file.replace("'", "''") + "' (format parquet)");
  }

  private void execute(String sql) {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static IllegalStateException failed(SQLException e) {
    return new IllegalStateException("the Parquet file could not be written", e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
