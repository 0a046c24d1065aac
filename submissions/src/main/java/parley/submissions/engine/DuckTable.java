package parley.submissions.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import parley.submissions.view.Cell;
import parley.submissions.view.Column;
import parley.submissions.view.RowSink;

/**
 * Writes the rows of a view into a table of DuckDB. Decimals stay text, so that they keep the
 * digits that they were written with.
 */
final class DuckTable implements RowSink, AutoCloseable {

  private final DuckDBConnection connection;
  private final String name;
  private final DuckDBAppender appender;
  private final boolean[] moments;

  DuckTable(Connection connection, String name, List<Column> columns) throws SQLException {
    this.connection = connection.unwrap(DuckDBConnection.class);
    this.name = name;
    this.moments = new boolean[columns.size()];
    for (int at = 0; at < moments.length; at++) {
      var type = columns.get(at).type();
      moments[at] = type.equals("dateTime") || type.equals("instant");
    }
    try (var statement = connection.createStatement()) {
      statement.execute(
          columns.stream()
              .map(column -> '"' + column.name() + "\" " + sqlType(column))
              .collect(Collectors.joining(", ", "create table " + name + " (", ")")));
    }
    this.appender = this.connection.createAppender(name);
  }

  private static String sqlType(Column column) {
    return switch (column.type()) {
      case "boolean" -> "boolean";
      case "integer", "positiveInt", "unsignedInt" -> "bigint";
      default -> "varchar";
    };
  }

  @Override
  public void row(List<Cell> cells) {
    try {
      appender.beginRow();
      for (int at = 0; at < cells.size(); at++) {
        append(cells.get(at), moments[at]);
      }
      appender.endRow();
    } catch (SQLException e) {
      throw new TablesNotMade(e);
    }
  }

  private void append(Cell cell, boolean moment) throws SQLException {
    if (cell instanceof Cell.Text text) {
      appender.append(moment ? LocalTimes.of(text.value()) : text.value());
    } else if (cell instanceof Cell.Whole whole) {
      appender.append(whole.value());
    } else if (cell instanceof Cell.Truth truth) {
      appender.append(truth.value());
    } else if (cell instanceof Cell.Exact exact) {
      appender.append(exact.value().toPlainString());
    } else if (cell instanceof Cell.Absent) {
      appender.appendNull();
    } else {
      throw new IllegalStateException(name + ": lists and structures have no place in a table");
    }
  }

  @Override
  public void close() throws SQLException {
    appender.close();
  }
}
