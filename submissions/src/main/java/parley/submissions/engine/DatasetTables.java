package parley.submissions.engine;

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
import java.util.stream.Stream;
import parley.submissions.dataset.Dataset;
import parley.submissions.dataset.DatasetTable;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;

/**
 * Makes the 21 tables of the IAPT Data Set v2.1. The same resources and order give the same rows in
 * the same order.
 */
public final class DatasetTables {

  private static final Dataset DATASET = Dataset.iapt21();

  private final RecordTables record;
  private final EngineLimits limits;

  /** As {@link #DatasetTables(ViewReader, EngineLimits)}, in memory. */
  public DatasetTables(ViewReader reader) {
    this(reader, EngineLimits.IN_MEMORY);
  }

  /**
   * @param limits what may be used of the machine; they change nothing in the tables
   */
  public DatasetTables(ViewReader reader, EngineLimits limits) {
    this.record = new RecordTables(reader, limits);
    this.limits = limits;
  }

  /**
   * Makes the tables.
   *
   * @param resources the whole record; asked for each type of resource once
   * @return the tables, or the first resource that a view cannot be evaluated on
   * @throws TablesNotMade when the engine or its disk fails
   */
  public TablesResult make(ViewResources resources, SubmissionOrder order) {
    try (var database = Database.open(limits)) {
      var read = new LinkedHashMap<String, Long>();
      var failure = record.load(database, resources, order, read);
      if (failure.isPresent()) {
        return new TablesResult.Failed(failure.get());
      }
      return new TablesResult.Made(
          new Submission(DATASET, order.facts(), rows(database)), Map.copyOf(read));
    } catch (SQLException e) {
      throw new TablesNotMade(e);
    }
  }

  /**
   * Views, SQL, tables and rules as shipped, by name of the file: for a manifest to say by what a
   * file was made and judged.
   */
  public static SortedMap<String, String> definitions() {
    return RecordTables.FOLDER.texts();
  }

  private static Map<String, List<Row>> rows(Database database) throws SQLException {
    var tables = new LinkedHashMap<String, List<Row>>();
    for (var table : DATASET.tables()) {
      tables.put(table.number(), rows(database, table));
    }
    return tables;
  }

  private static List<Row> rows(Database database, DatasetTable table) throws SQLException {
    var rows = new ArrayList<Row>();
    var everyColumn =
        IntStream.rangeClosed(1, table.fields().size() + 1)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(", "));
    var sql =
        "select * from (" + RecordTables.FOLDER.query(table.name()) + ") order by " + everyColumn;
    try (var statement = database.connection().createStatement();
        var result = statement.executeQuery(sql)) {
      requireColumns(table, result.getMetaData());
      int width = table.fields().size();
      var pools = Stream.generate(ValuePool::new).limit(width).toList();
      while (result.next()) {
        var values = new String[width];
        for (int at = 0; at < width; at++) {
          var value = result.getString(at + 1);
          values[at] = result.wasNull() ? "" : pools.get(at).of(value.strip());
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
}
