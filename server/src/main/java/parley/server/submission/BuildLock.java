package parley.server.submission;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.UncategorizedSQLException;

/**
 * That a month of a provider is being built, among all gateways and commands of one database: an
 * advisory lock of a connection, so that it ends with the process that holds it. Who finds it free
 * knows that a build which the register shows as running is dead.
 */
final class BuildLock implements AutoCloseable {

  private static final String KEY = "hashtextextended('parley.submission.' || ?, 0)";

  private final Connection connection;
  private final String name;

  private BuildLock(Connection connection, String name) {
    this.connection = connection;
    this.name = name;
  }

  /** The lock, or empty when another holds it. */
  static Optional<BuildLock> take(DataSource dataSource, String provider, YearMonth period) {
    var name = provider + '.' + period;
    try {
      var connection = dataSource.getConnection();
      var taken = false;
      try {
        taken = call(connection, "select pg_try_advisory_lock(" + KEY + ")", name);
      } finally {
        if (!taken) {
          connection.close();
        }
      }
      return taken ? Optional.of(new BuildLock(connection, name)) : Optional.empty();
    } catch (SQLException e) {
      throw new UncategorizedSQLException("lock of a submission", "", e);
    }
  }

  private static boolean call(Connection connection, String sql, String name) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  @Override
  public void close() {
    try (connection) {
      call(connection, "select pg_advisory_unlock(" + KEY + ")", name);
    } catch (SQLException gone) {
      // With its connection the lock is gone too.
      return;
    }
  }
}
