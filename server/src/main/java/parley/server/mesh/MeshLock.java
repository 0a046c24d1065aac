package parley.server.mesh;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.UncategorizedSQLException;
import parley.camelroutes.mesh.MeshJournal;

/**
 * A lock on a mailbox among all gateways of one database: an advisory lock of a connection, so that
 * it ends with the process that holds it.
 */
final class MeshLock implements MeshJournal.Lock {

  private static final String KEY = "hashtextextended('parley.mesh.' || ?, 0)";

  private final Connection connection;
  private final String mailbox;

  private MeshLock(Connection connection, String mailbox) {
    this.connection = connection;
    this.mailbox = mailbox;
  }

  /** The lock, or empty when another holds it. */
  static Optional<MeshJournal.Lock> take(DataSource dataSource, String mailbox) {
    try {
      var connection = dataSource.getConnection();
      boolean taken = false;
      try {
        taken = call(connection, "select pg_try_advisory_lock(" + KEY + ")", mailbox);
      } finally {
        if (!taken) {
          connection.close();
        }
      }
      return taken ? Optional.of(new MeshLock(connection, mailbox)) : Optional.empty();
    } catch (SQLException e) {
      throw new UncategorizedSQLException("MESH lock", "", e);
    }
  }

  private static boolean call(Connection connection, String sql, String mailbox)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, mailbox);
      try (var rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  @Override
  public void close() {
    try (connection) {
      call(connection, "select pg_advisory_unlock(" + KEY + ")", mailbox);
    } catch (SQLException gone) {
      // With its connection the lock is gone too.
      return;
    }
  }
}
