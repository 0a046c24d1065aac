package parley.server.view;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.springframework.util.FileSystemUtils;
import parley.submissions.engine.ParquetRows;
import parley.submissions.view.RowSink;
import parley.submissions.view.ViewResources;
import parley.submissions.view.ViewRun;
import parley.submissions.view.ViewRunner;
import parley.submissions.view.output.CsvRows;
import parley.submissions.view.output.JsonRows;

/**
 * Runs views into files. A row that cannot be made ends a run, so nothing is sent before all rows
 * are there; and a slow reader keeps no snapshot of the database open.
 */
final class ViewRuns {

  /** Each takes a connection and a processor; others wait outside. */
  private static final int AT_ONCE = 2;

  private static final int SERVICE_UNAVAILABLE = 503;
  private static final int UNPROCESSABLE = 422;

  private final Path folder;
  private final DataSource dataSource;
  private final Supplier<ViewRunner> runner;
  private final Semaphore free = new Semaphore(AT_ONCE);

  /**
   * Runs views.
   *
   * @param folder for files of runs under way; what an earlier process left there is removed
   */
  ViewRuns(Path folder, DataSource dataSource, Supplier<ViewRunner> runner) {
    this.folder = folder;
    this.dataSource = dataSource;
    this.runner = runner;
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of views cannot be emptied: " + folder, e);
    }
  }

  /** Takes a file with all rows. */
  interface Reader {
    void read(Path file) throws IOException;
  }

  /**
   * Runs a view; the file is gone when the reader is done.
   *
   * @throws Refused when the view cannot be evaluated on a resource, or too many run
   */
  void run(ViewRunOrder order, Reader reader) throws IOException {
    if (!free.tryAcquire()) {
      throw Refused.of(
          SERVICE_UNAVAILABLE,
          IssueType.THROTTLED,
          "viewResource",
          AT_ONCE + " views are run at a time; try again in a minute");
    }
    Path work;
    try {
      work = Files.createTempDirectory(Files.createDirectories(folder), "run-");
    } catch (IOException e) {
      free.release();
      throw e;
    }
    try {
      var file = work.resolve("rows");
      try {
        write(order, file, work);
      } finally {
        free.release();
      }
      reader.read(file);
    } finally {
      FileSystemUtils.deleteRecursively(work);
    }
  }

  private void write(ViewRunOrder order, Path file, Path work) throws IOException {
    if (order.format() == ViewFormat.PARQUET) {
      try (var rows = new ParquetRows(file.toString(), work.resolve("rows.duckdb").toString())) {
        run(order, rows);
      }
      return;
    }
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      run(
          order,
          switch (order.format()) {
            case CSV -> new CsvRows(out, order.header());
            case JSON -> JsonRows.array(out);
            default -> JsonRows.lines(out);
          });
    }
  }

  private void run(ViewRunOrder order, RowSink sink) {
    if (order.source() instanceof ViewRunOrder.Source.Inline inline) {
      run(order, type -> inline.resources().stream(), sink);
      return;
    }
    var selection = ((ViewRunOrder.Source.Store) order.source()).selection();
    try (var stored = StoredResources.open(dataSource, selection)) {
      run(order, stored, sink);
    }
  }

  private void run(ViewRunOrder order, ViewResources resources, RowSink sink) {
    var run = runner.get().run(order.view(), resources, sink, order.limit());
    if (run instanceof ViewRun.Failed failed) {
      var failure = failed.failure();
      throw Refused.of(
          UNPROCESSABLE,
          IssueType.PROCESSING,
          ViewOrders.place(failure.place()),
          failure.resource() + ": " + failure.rule() + ". " + failure.remedy());
    }
  }
}
