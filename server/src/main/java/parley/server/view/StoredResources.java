package parley.server.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.springframework.jdbc.UncategorizedSQLException;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewResources;

/**
 * The record as it stood at one moment, read from HAPI's tables: current resources that are not
 * deleted, in the order in which they were first stored. Everything read of one of these is read in
 * one transaction, which sees nothing that is stored later; memory does not grow with the record.
 *
 * <p>First the keys of a type are walked by a cursor, then the texts are fetched for some hundreds
 * at a time by their primary key: a single query would sort the texts themselves, and pages by
 * offset would count them again for each page.
 */
public final class StoredResources implements ViewResources, AutoCloseable {

  private final Connection connection;
  private final RecordSelection selection;
  private final boolean autoCommit;
  private final int isolation;

  private StoredResources(
      Connection connection, RecordSelection selection, boolean autoCommit, int isolation) {
    this.connection = connection;
    this.selection = selection;
    this.autoCommit = autoCommit;
    this.isolation = isolation;
  }

  /** The record as it stands now; takes a connection until it is closed. */
  public static StoredResources open(DataSource dataSource, RecordSelection selection) {
    try {
      var connection = dataSource.getConnection();
      var opened =
          new StoredResources(
              connection,
              selection,
              connection.getAutoCommit(),
              connection.getTransactionIsolation());
      try {
        opened.begin();
        return opened;
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void begin() throws SQLException {
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    takeSnapshot();
  }

  /** PostgreSQL takes the snapshot with the first query, not with the beginning. */
  private void takeSnapshot() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("select 1");
    }
  }

  @Override
  public Stream<ResourceText> ofType(String resourceType) {
    try {
      var batches = new ResourceBatches(connection, resourceType, selection);
      var each = Spliterators.spliteratorUnknownSize(new Each(batches), 0);
      return StreamSupport.stream(each, false).onClose(() -> close(batches));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static void close(ResourceBatches batches) {
    try {
      batches.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static final class Each implements Iterator<ResourceText> {

    private final ResourceBatches batches;
    private final Deque<ResourceText> ready = new ArrayDeque<>();

    Each(ResourceBatches batches) {
      this.batches = batches;
    }

    @Override
    public boolean hasNext() {
      if (ready.isEmpty()) {
        try {
          ready.addAll(batches.next());
        } catch (SQLException e) {
          throw failed(e);
        }
      }
      return !ready.isEmpty();
    }

    @Override
    public ResourceText next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }
  }

  static UncategorizedSQLException failed(SQLException e) {
    return new UncategorizedSQLException("reading the record", "", e);
  }

  @Override
  public void close() {
    try (connection) {
      connection.rollback();
      connection.setAutoCommit(autoCommit);
      connection.setTransactionIsolation(isolation);
      connection.setReadOnly(false);
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
