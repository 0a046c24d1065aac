package parley.server.submission;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.springframework.jdbc.UncategorizedSQLException;
import parley.submissions.engine.LocalKey;
import parley.submissions.engine.LocalKeyRegister;
import parley.submissions.engine.LocalKeyTaken;

/** The register of local keys in {@code submission_local_key}. */
final class LocalKeyRows implements LocalKeyRegister {

  private static final int FETCHED = 5000;

  private static final String COLUMNS = "provider, kind, resource_id, local_key, heir_of";

  private static final String TEXTS = "?::text[], ?::text[], ?::text[], ?::text[], ?::text[]";

  private static final String GIVEN = "select " + COLUMNS + " from submission_local_key";

  /** Whoever comes second adds nothing, and finds out by counting what is there. */
  private static final String KEEP =
      "insert into submission_local_key (%s) select * from unnest(%s) on conflict do nothing"
          .formatted(COLUMNS, TEXTS);

  private static final String KEPT =
      "select count(*) from submission_local_key k join unnest(%2$s) as f (%1$s) using (%1$s)"
          .formatted(COLUMNS, TEXTS);

  private final DataSource dataSource;

  LocalKeyRows(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Takes a connection until it is closed, and holds some thousand rows at a time. */
  @Override
  public Stream<LocalKey> given() {
    try {
      var connection = dataSource.getConnection();
      try {
        // Without a transaction the driver would fetch all of them at once.
        connection.setAutoCommit(false);
        var statement = connection.prepareStatement(GIVEN);
        statement.setFetchSize(FETCHED);
        var each = Spliterators.spliteratorUnknownSize(new Each(statement.executeQuery()), 0);
        return StreamSupport.stream(each, false).onClose(() -> close(connection));
      } catch (SQLException e) {
        close(connection);
        throw e;
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public void keep(List<LocalKey> fresh) {
    try (var connection = dataSource.getConnection()) {
      try (var insert = connection.prepareStatement(KEEP)) {
        set(insert, fresh);
        insert.executeUpdate();
      }
      try (var count = connection.prepareStatement(KEPT)) {
        set(count, fresh);
        try (var kept = count.executeQuery()) {
          if (!kept.next() || kept.getInt(1) < fresh.size()) {
            throw new LocalKeyTaken();
          }
        }
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static void set(PreparedStatement statement, List<LocalKey> keys) throws SQLException {
    var connection = statement.getConnection();
    statement.setArray(1, texts(connection, keys.stream().map(LocalKey::provider)));
    statement.setArray(2, texts(connection, keys.stream().map(LocalKey::kind)));
    statement.setArray(3, texts(connection, keys.stream().map(LocalKey::resource)));
    statement.setArray(4, texts(connection, keys.stream().map(LocalKey::key)));
    statement.setArray(5, texts(connection, keys.stream().map(LocalKey::heirOf)));
  }

  private static Array texts(Connection connection, Stream<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  private static void close(Connection connection) {
    try (connection) {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static UncategorizedSQLException failed(SQLException e) {
    return new UncategorizedSQLException("the register of local keys", null, e);
  }

  private static final class Each implements Iterator<LocalKey> {

    private final ResultSet rows;
    private boolean there;

    Each(ResultSet rows) throws SQLException {
      this.rows = rows;
      this.there = rows.next();
    }

    @Override
    public boolean hasNext() {
      return there;
    }

    @Override
    public LocalKey next() {
      if (!there) {
        throw new NoSuchElementException();
      }
      try {
        var key =
            new LocalKey(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5));
        there = rows.next();
        return key;
      } catch (SQLException e) {
        throw failed(e);
      }
    }
  }
}
