package parley.submissions.engine;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parley.submissions.dataset.Dataset;
import parley.submissions.dataset.DatasetTable;
import parley.submissions.record.Finding;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** Asks the rows of the 21 tables of a database that a record is loaded into. */
final class DatasetRows {

  private static final Dataset DATASET = Dataset.iapt21();

  private DatasetRows() {}

  /**
   * The rows.
   *
   * @param unread dates that the measures could not read
   */
  static Submission of(Database database, SubmissionOrder order, List<Finding> unread)
      throws SQLException {
    var faults = new ArrayList<>(RecordFaults.of(database));
    faults.addAll(LostRecords.of(database));
    unread.forEach(finding -> faults.add(RecordFaults.of(finding)));
    var rows = rows(database);
    faults.addAll(WithheldValues.of(rows));
    return new Submission(DATASET, order.facts(), rows, faults);
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
