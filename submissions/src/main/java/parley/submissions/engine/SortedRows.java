package parley.submissions.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Sorts rows of text by all that they say, in the order of their columns, so that where a row
 * stands says nothing that it does not say itself. Only as much of them as fits is in memory.
 */
public final class SortedRows implements AutoCloseable {

  private final Database database;
  private final String table;
  private final int width;
  private final Connection connection;
  private final DuckDBAppender appender;

  SortedRows(Database database, String table, int width) {
    this.database = database;
    this.table = table;
    this.width = width;
    try {
      database.execute(
          IntStream.range(0, width)
              .mapToObj(at -> "c" + at + " varchar")
              .collect(Collectors.joining(", ", "create table " + table + " (", ")")));
      this.connection = database.another();
      this.appender = connection.unwrap(DuckDBConnection.class).createAppender(table);
    } catch (SQLException e) {
      throw new TablesNotMade(e);
    }
  }

  /** Takes a row as wide as was said. */
  public void add(List<String> cells) {
    try {
      appender.beginRow();
      for (var cell : cells) {
        appender.append(cell);
      }
      appender.endRow();
    } catch (SQLException e) {
      throw new TablesNotMade(e);
    }
  }

  /** Takes a row from the sorter. */
  public interface Taker<E extends Exception> {
    void row(List<String> cells) throws E;
  }

  /** Gives all rows in order; none may be added after that. */
  public <E extends Exception> void forEach(Taker<E> taker) throws E {
    try {
      appender.close();
      var columns =
          IntStream.range(0, width).mapToObj(at -> "c" + at).collect(Collectors.joining(", "));
      try (var statement = database.connection().createStatement();
          var result =
              statement.executeQuery(
                  "select " + columns + " from " + table + " order by " + columns)) {
        while (result.next()) {
          var cells = new ArrayList<String>(width);
          for (int at = 1; at <= width; at++) {
            cells.add(result.getString(at));
          }
          taker.row(cells);
        }
      }
      database.execute("drop table " + table);
    } catch (SQLException e) {
      throw new TablesNotMade(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new TablesNotMade(e);
    }
  }
}
