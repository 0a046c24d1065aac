package parley.submissions.engine;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import parley.submissions.dataset.Dataset;
import parley.submissions.dataset.DatasetTable;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;
import parley.submissions.view.EvaluationFailure;
import parley.submissions.view.View;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;
import parley.submissions.view.ViewRun;
import parley.submissions.view.ViewRunner;
import parley.submissions.view.ViewTarget;

/**
 * Makes the 21 tables of the IAPT Data Set v2.1. The same resources and order give the same rows in
 * the same order.
 */
public final class DatasetTables {

  private static final DefinitionFolder FOLDER = new DefinitionFolder("iapt-v2.1");
  private static final Dataset DATASET = Dataset.iapt21();

  private final List<View> views;
  private final ViewRunner runner;

  public DatasetTables(ViewReader reader) {
    this.views = FOLDER.views(reader);
    this.runner = new ViewRunner(reader);
  }

  /**
   * Makes the tables.
   *
   * @param resources the whole record; asked for each type of resource once
   * @return the tables, or the first resource that a view cannot be evaluated on
   */
  public TablesResult make(ViewResources resources, SubmissionOrder order) {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:")) {
      var read = new LinkedHashMap<String, Long>();
      var failure = load(connection, resources, read);
      if (failure.isPresent()) {
        return new TablesResult.Failed(failure.get());
      }
      order(connection, order);
      for (var step : FOLDER.steps()) {
        execute(connection, step);
      }
      return new TablesResult.Made(
          new Submission(DATASET, order.facts(), rows(connection)), Map.copyOf(read));
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB could not make the tables", e);
    }
  }

  /**
   * Views, SQL, tables and rules as shipped, by name of the file: for a manifest to say by what a
   * file was made and judged.
   */
  public static SortedMap<String, String> definitions() {
    return new DefinitionFolder("iapt-v2.1").texts();
  }

  /** Views of one type of resource are run together, so that each resource is read once. */
  private Optional<EvaluationFailure> load(
      Connection connection, ViewResources resources, Map<String, Long> read) throws SQLException {
    var byType = new LinkedHashMap<String, List<View>>();
    for (var view : views) {
      byType.computeIfAbsent(view.resourceType(), type -> new ArrayList<>()).add(view);
    }
    for (var together : byType.values()) {
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
      if (run instanceof ViewRun.Failed failed) {
        return Optional.of(failed.failure());
      }
      read.put(together.get(0).resourceType(), run.resources());
    }
    return Optional.empty();
  }

  private static void order(Connection connection, SubmissionOrder order) throws SQLException {
    execute(
        connection,
        "create table submission (provider varchar, sender varchar, system varchar,"
            + " period_start varchar, period_end varchar, created varchar)");
    var facts = order.facts();
    try (var insert =
        connection.prepareStatement("insert into submission values (?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, facts.provider());
      insert.setString(2, facts.sender());
      insert.setString(3, order.system());
      insert.setString(4, facts.start().toString());
      insert.setString(5, facts.end().toString());
      insert.setString(6, LocalTimes.of(facts.submitted().withNano(0).toString()));
      insert.execute();
    }
  }

  private static Map<String, List<Row>> rows(Connection connection) throws SQLException {
    var tables = new LinkedHashMap<String, List<Row>>();
    for (var table : DATASET.tables()) {
      tables.put(table.number(), rows(connection, table));
    }
    return tables;
  }

  private static List<Row> rows(Connection connection, DatasetTable table) throws SQLException {
    var rows = new ArrayList<Row>();
    var everyColumn =
        IntStream.rangeClosed(1, table.fields().size() + 1)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", "));
    var sql = "select * from (" + FOLDER.query(table.name()) + ") order by " + everyColumn;
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      requireColumns(table, result.getMetaData());
      int width = table.fields().size();
      while (result.next()) {
        var values = new String[width];
        for (int at = 0; at < width; at++) {
          var value = result.getString(at + 1);
          values[at] = result.wasNull() ? "" : value.strip();
        }
        var resource = Optional.ofNullable(result.getString(width + 1));
        rows.add(new Row(table, values, resource));
      }
    }
    return rows;
  }

  private static void requireColumns(DatasetTable table, ResultSetMetaData columns)
      throws SQLException {
    for (int at = 0; at < table.fields().size(); at++) {
      var expected = table.fields().get(at).name();
      if (columns.getColumnCount() != table.fields().size() + 1
          || !columns.getColumnLabel(at + 1).equals(expected)) {
        throw new IllegalStateException(table.name() + ": the query has not the columns");
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
