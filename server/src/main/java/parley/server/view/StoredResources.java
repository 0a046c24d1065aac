package parley.server.view;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
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
 * deleted, in the order in which they were first stored. Everything read of one of these is read of
 * one snapshot, which holds nothing that is stored later; memory does not grow with the record.
 * Safe for several threads, each with streams of its own.
 *
 * <p>First the keys of a type are walked by a cursor, then the texts are fetched for some hundreds
 * at a time by their primary key: a single query would sort the texts themselves, and pages by
 * offset would count them again for each page.
 */
public final class StoredResources implements ViewResources, AutoCloseable {

  private final DataSource dataSource;
  private final RecordSelection selection;
  private final SnapshotConnection holder;
  private final String snapshot;
  private final List<Long> others;

  private StoredResources(
      DataSource dataSource,
      RecordSelection selection,
      SnapshotConnection holder,
      String snapshot,
      List<Long> others) {
    this.dataSource = dataSource;
    this.selection = selection;
    this.holder = holder;
    this.snapshot = snapshot;
    this.others = others;
  }

  /** The record as it stands now; takes a connection until it is closed. */
  public static StoredResources open(DataSource dataSource, RecordSelection selection) {
    try {
      var holder = SnapshotConnection.open(dataSource);
      try {
        var snapshot = holder.export();
        var others =
            selection.days().isPresent()
                ? PersonsOfPeriod.others(holder.connection(), selection.days().get())
                : List.<Long>of();
        return new StoredResources(dataSource, selection, holder, snapshot, others);
      } catch (SQLException e) {
        holder.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** Takes a connection of its own until it is closed, so several may be read at a time. */
  @Override
  public Stream<ResourceText> ofType(String resourceType) {
    try {
      var reading = SnapshotConnection.open(dataSource);
      try {
        reading.use(snapshot);
        var batches = new ResourceBatches(reading.connection(), resourceType, selection, others);
        var each = Spliterators.spliteratorUnknownSize(new Each(batches), 0);
        return StreamSupport.stream(each, false).onClose(() -> close(batches, reading));
      } catch (SQLException e) {
        reading.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static void close(ResourceBatches batches, SnapshotConnection reading) {
    try (reading;
        batches) {
      return;
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
    try {
      holder.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
