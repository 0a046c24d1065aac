package parley.server.view;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A connection with a read-only transaction that sees one state of the database. */
final class SnapshotConnection implements AutoCloseable {

  private final Connection connection;
  private final boolean autoCommit;
  private final int isolation;

  private SnapshotConnection(Connection connection, boolean autoCommit, int isolation) {
    this.connection = connection;
    this.autoCommit = autoCommit;
    this.isolation = isolation;
  }

  static SnapshotConnection open(DataSource dataSource) throws SQLException {
    var connection = dataSource.getConnection();
    try {
      var opened =
          new SnapshotConnection(
              connection, connection.getAutoCommit(), connection.getTransactionIsolation());
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      return opened;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  Connection connection() {
    return connection;
  }

  /** Takes the snapshot and names it, for others to use while this transaction is open. */
  String export() throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("select pg_export_snapshot()")) {
      row.next();
      return row.getString(1);
    }
  }

  /** Sees what another saw; before anything else is asked. */
  void use(String snapshot) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("set transaction snapshot '" + snapshot.replace("'", "") + "'");
    }
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      connection.rollback();
      connection.setAutoCommit(autoCommit);
      connection.setTransactionIsolation(isolation);
      connection.setReadOnly(false);
    }
  }
}
