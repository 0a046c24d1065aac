package parley.submissions.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import parley.submissions.view.EvaluationFailure;
import parley.submissions.view.View;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;
import parley.submissions.view.ViewRun;
import parley.submissions.view.ViewRunner;
import parley.submissions.view.ViewTarget;

/**
 * Loads the record through the views of the data set, and what of it belongs to the reporting
 * period; what tables and measures are both made of.
 */
final class RecordTables {

  static final DefinitionFolder FOLDER = new DefinitionFolder("iapt-v2.1");

  private final List<View> views;
  private final ViewRunner runner;
  private final int threads;

  RecordTables(ViewReader reader, EngineLimits limits) {
    this(reader, limits, List.of());
  }

  /**
   * @param more views besides those of the data set
   */
  RecordTables(ViewReader reader, EngineLimits limits, List<View> more) {
    this.views = Stream.concat(FOLDER.views(reader).stream(), more.stream()).toList();
    this.runner = new ViewRunner(reader);
    this.threads = limits.threads();
  }

  /**
   * Makes the tables of the views and of the reporting period.
   *
   * @param read how many resources of each type were read is put into it
   * @return the first resource that a view cannot be evaluated on, if there is one
   */
  Optional<EvaluationFailure> load(
      Database database, ViewResources resources, SubmissionOrder order, Map<String, Long> read)
      throws SQLException {
    return load(database, resources, order, read, LocalKeyRegister.none());
  }

  /**
   * As {@link #load(Database, ViewResources, SubmissionOrder, Map)}, with the keys that were given
   * before; empty also means that no two resources have one key.
   */
  Optional<EvaluationFailure> load(
      Database database,
      ViewResources resources,
      SubmissionOrder order,
      Map<String, Long> read,
      LocalKeyRegister keys)
      throws SQLException {
    var failure = views(database, resources, read);
    return failure.isPresent() ? failure : period(database, order, keys);
  }

  /** Makes the tables of the views alone. */
  Optional<EvaluationFailure> views(
      Database database, ViewResources resources, Map<String, Long> read) throws SQLException {
    var runs = new LinkedHashMap<String, Callable<ViewRun>>();
    byType()
        .forEach((type, together) -> runs.put(type, () -> table(database, together, resources)));
    for (var run : run(runs).entrySet()) {
      if (run.getValue() instanceof ViewRun.Failed failed) {
        return Optional.of(failed.failure());
      }
      read.put(run.getKey(), run.getValue().resources());
    }
    return Optional.empty();
  }

  /**
   * Makes what of them belongs to the reporting period.
   *
   * @param keys the local keys that were given before
   * @return a failure when two resources would have one key
   */
  Optional<EvaluationFailure> period(
      Database database, SubmissionOrder order, LocalKeyRegister keys) throws SQLException {
    order(database, order);
    LocalKeys.load(database, keys);
    for (var step : FOLDER.steps()) {
      database.execute(step);
    }
    return LocalKeys.collision(database);
  }

  private Map<String, List<View>> byType() {
    var byType = new LinkedHashMap<String, List<View>>();
    for (var view : views) {
      byType.computeIfAbsent(view.resourceType(), type -> new ArrayList<>()).add(view);
    }
    return byType;
  }

  private Map<String, ViewRun> run(Map<String, Callable<ViewRun>> runs) throws SQLException {
    var workers = Executors.newFixedThreadPool(threads);
    try {
      var waiting = new LinkedHashMap<String, Future<ViewRun>>();
      runs.forEach((type, run) -> waiting.put(type, workers.submit(run)));
      var done = new LinkedHashMap<String, ViewRun>();
      for (var run : waiting.entrySet()) {
        done.put(run.getKey(), finished(run.getValue()));
      }
      return done;
    } finally {
      // Nobody may write into a database that is closed.
      workers.shutdownNow();
      waitFor(workers);
    }
  }

  /** Waits on when it is interrupted, for the tables must not be closed under a writer. */
  private static void waitFor(ExecutorService workers) {
    boolean interrupted = Thread.interrupted();
    long end = System.nanoTime() + TimeUnit.HOURS.toNanos(1);
    try {
      for (boolean waiting = true; waiting; ) {
        try {
          if (!workers.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("the record is still being read");
          }
          waiting = false;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static ViewRun finished(Future<ViewRun> run) throws SQLException {
    try {
      return run.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the record was read", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException broken) {
        throw broken;
      }
      if (e.getCause() instanceof RuntimeException broken) {
        throw broken;
      }
      throw new IllegalStateException("the record could not be read", e.getCause());
    }
  }

  /** Views of one type of resource are run together, so that each resource is read once. */
  private ViewRun table(Database database, List<View> together, ViewResources resources)
      throws SQLException {
    try (Connection connection = database.another()) {
      var targets = new ArrayList<ViewTarget>();
      var tables = new ArrayList<DuckTable>();
      for (var view : together) {
        var table = new DuckTable(connection, view.name().orElseThrow(), view.columns());
        tables.add(table);
        targets.add(new ViewTarget(view, table));
      }
      var run = runner.runTogether(targets, resources);
      for (var table : tables) {
        table.close();
      }
      return run;
    }
  }

  private static void order(Database database, SubmissionOrder order) throws SQLException {
    database.execute(
        "create table submission (provider varchar, sender varchar, system varchar,"
            + " period_start varchar, period_end varchar, created varchar)");
    var facts = order.facts();
    try (var insert =
        database
            .connection()
            .prepareStatement("insert into submission values (?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, facts.provider());
      insert.setString(2, facts.sender());
      insert.setString(3, order.system());
      insert.setString(4, facts.start().toString());
      insert.setString(5, facts.end().toString());
      insert.setString(6, LocalTimes.of(facts.submitted().withNano(0).toString()));
      insert.execute();
    }
    ScaleCodes.load(database);
    database.execute("create table provider_code (ods_code varchar)");
    try (var insert =
        database.connection().prepareStatement("insert into provider_code values (?)")) {
      for (var code : order.providerCodes()) {
        insert.setString(1, code);
        insert.execute();
      }
    }
  }
}
