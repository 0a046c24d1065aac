package parley.submissions.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import parley.submissions.view.ViewJson;

/**
 * What a file holds, in numbers. Nothing of it is about one person.
 *
 * @param rows number of rows by number of the table, such as {@code IDS201}; all tables
 * @param endedCourses referrals that were discharged in the period or before it
 * @param fields by table and field, such as {@code IDS101.EndCode}; all fields
 */
public record Counts(Map<String, Long> rows, long endedCourses, Map<String, FieldCount> fields) {

  public Counts {
    rows = Collections.unmodifiableMap(new TreeMap<>(rows));
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
  }

  /** Rows of a table, by its number. */
  public long of(String table) {
    return rows.getOrDefault(table, 0L);
  }

  public long referrals() {
    return of("IDS101");
  }

  public long contacts() {
    return of("IDS201");
  }

  /** Scores given to referrals and in activities. */
  public long scores() {
    return of("IDS606") + of("IDS607");
  }

  /** As JSON, for a later build to compare with. The same counts give the same text. */
  public String json() {
    var tree = JsonTree.object();
    var tables = tree.putObject("rows");
    rows.forEach(tables::put);
    tree.put("endedCourses", endedCourses);
    var columns = tree.putObject("fields");
    fields.forEach(
        (name, count) -> {
          var column = columns.putArray(name);
          column.add(count.filled());
          column.add(count.valid());
        });
    return tree.toString();
  }

  /**
   * Reads what {@link #json()} wrote.
   *
   * @throws IllegalArgumentException when it is not that
   */
  public static Counts ofJson(String json) {
    try {
      var tree = ViewJson.tree(json);
      var rows = new TreeMap<String, Long>();
      tree.path("rows").fields().forEachRemaining(e -> rows.put(e.getKey(), e.getValue().asLong()));
      if (rows.isEmpty() || !tree.path("endedCourses").isIntegralNumber()) {
        throw new IllegalArgumentException("these are no counts of a submission");
      }
      var fields = new TreeMap<String, FieldCount>();
      tree.path("fields")
          .fields()
          .forEachRemaining(
              e ->
                  fields.put(
                      e.getKey(),
                      new FieldCount(
                          e.getValue().path(0).asLong(), e.getValue().path(1).asLong())));
      return new Counts(rows, tree.path("endedCourses").asLong(), fields);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("these are no counts of a submission", e);
    }
  }
}
