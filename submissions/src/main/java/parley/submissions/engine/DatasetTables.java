package parley.submissions.engine;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;

/**
 * Makes the 21 tables of the IAPT Data Set v2.1. The same resources and order give the same rows in
 * the same order.
 */
public final class DatasetTables {

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
      return new TablesResult.Made(DatasetRows.of(database, order, List.of()), Map.copyOf(read));
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
}
