package parley.submissions.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import parley.submissions.quality.DataQuality;
import parley.submissions.quality.FieldQuality;
import parley.submissions.rule.RuleReport;
import parley.submissions.rule.Submission;
import parley.submissions.view.ViewJson;

/**
 * What is left of a file when the rules have dropped what they drop, in numbers: what the national
 * system would keep. Nothing of it is about one person.
 *
 * @param rows number of rows left by number of the table, such as {@code IDS201}; all tables
 * @param endedCourses referrals left with a discharge date
 * @param quality how complete and how valid each field is
 */
public record Counts(Map<String, Long> rows, long endedCourses, DataQuality quality) {

  public Counts {
    rows = Collections.unmodifiableMap(new TreeMap<>(rows));
  }

  static Counts of(Submission submission, RuleReport report) {
    var rows = new TreeMap<String, Long>();
    for (var table : submission.dataset().tables()) {
      rows.put(
          table.number(),
          submission.rows(table.number()).stream()
              .filter(row -> !report.dropped().contains(row))
              .count());
    }
    long ended =
        submission.rows("IDS101").stream()
            .filter(row -> !report.dropped().contains(row))
            .filter(row -> !row.value("ServDischDate").isEmpty())
            .count();
    return new Counts(rows, ended, DataQuality.of(submission, report));
  }

  /** Rows of all tables. */
  public long all() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Rows of a table, by its number. */
  public long of(String table) {
    return rows.getOrDefault(table, 0L);
  }

  public long people() {
    return of("IDS001");
  }

  public long activities() {
    return of("IDS202");
  }

  public long internetLogs() {
    return of("IDS205");
  }

  public long problems() {
    return of("IDS603");
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
    var fields = tree.putArray("fields");
    for (var field : quality.fields()) {
      var one = fields.addObject();
      one.put("table", field.table());
      one.put("field", field.field());
      one.put("mandatory", field.mandatory());
      one.put("rows", field.rows());
      one.put("filled", field.filled());
      one.put("valid", field.valid());
    }
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
      var fields = new ArrayList<FieldQuality>();
      tree.path("fields").forEach(field -> fields.add(field(field)));
      return new Counts(rows, tree.path("endedCourses").asLong(), new DataQuality(fields));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("these are no counts of a submission", e);
    }
  }

  private static FieldQuality field(JsonNode field) {
    return new FieldQuality(
        field.path("table").asText(),
        field.path("field").asText(),
        field.path("mandatory").asBoolean(),
        field.path("rows").asLong(),
        field.path("filled").asLong(),
        field.path("valid").asLong());
  }
}
