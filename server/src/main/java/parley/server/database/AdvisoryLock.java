package parley.server.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.UncategorizedSQLException;

/**
 * That something of a name is being made, among all gateways and commands of one database: an
 * advisory lock of a connection, so that it ends with the process that holds it. Who finds it free
 * knows that what a register shows as running is dead.
 */
public final class AdvisoryLock implements AutoCloseable {

  private static final String KEY = "hashtextextended(?, 0)";

  private final Connection connection;
  private final String name;

  private AdvisoryLock(Connection connection, String name) {
    this.connection = connection;
    this.name = name;
  }

  /** The lock of a name, such as {@code parley.submission.RZ9.2026-10}; empty when it is held. */
  public static Optional<AdvisoryLock> take(DataSource dataSource, String name) {
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
      return taken ? Optional.of(new AdvisoryLock(connection, name)) : Optional.empty();
    } catch (SQLException e) {
      throw new UncategorizedSQLException("advisory lock", "", e);
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
