package parley.submissions.engine;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of courses, in the order of the courses, of which the first column is the course. */
final class CourseCursor<T> implements AutoCloseable {

  private final Connection connection;
  private final Statement statement;
  private final ResultSet result;
  private final RowMaker<T> maker;
  private boolean there;

  CourseCursor(Database database, String sql, RowMaker<T> maker) throws SQLException {
    // One result can be read at a time of a connection.
    this.connection = database.another();
    this.statement = connection.createStatement();
    this.result = statement.executeQuery(sql);
    this.maker = maker;
    this.there = result.next();
  }

  /** The rows of a course; those of courses before it are passed over. */
  List<T> of(String course) throws SQLException {
    var rows = new ArrayList<T>();
    while (there) {
      int order = result.getString(1).compareTo(course);
      if (order > 0) {
        break;
      }
      if (order == 0) {
        maker.make(result).ifPresent(rows::add);
      }
      there = result.next();
    }
    return rows;
  }

  /** The next row, of whatever course; empty after the last. */
  Optional<T> next() throws SQLException {
    var made = Optional.<T>empty();
    while (there && made.isEmpty()) {
      made = maker.make(result);
      there = result.next();
    }
    return made;
  }

  /** Makes something of the row that a result stands at, or nothing. */
  interface RowMaker<T> {
    Optional<T> make(ResultSet row) throws SQLException;
  }

  @Override
  public void close() throws SQLException {
    result.close();
    statement.close();
    connection.close();
  }
}
