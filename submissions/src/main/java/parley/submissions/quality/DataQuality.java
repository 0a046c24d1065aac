package parley.submissions.quality;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.submissions.dataset.DatasetField;
import parley.submissions.dataset.DatasetTable;
import parley.submissions.rule.Row;
import parley.submissions.rule.RuleReport;
import parley.submissions.rule.Submission;
import parley.submissions.rule.check.RowCheck;

/**
 * Completeness and validity of each field of a file.
 *
 * @param fields all fields of the data set, in the order of the file
 */
public record DataQuality(List<FieldQuality> fields) {

  /**
   * One field now and before.
   *
   * @param now in this file
   * @param before in the earlier one
   */
  public record Change(FieldQuality now, FieldQuality before) {

    /** Change of completeness in the share of rows, -1 to 1; 0 when one of them had no row. */
    public double completeness() {
      return now.completeness().isEmpty() || before.completeness().isEmpty()
          ? 0
          : now.completeness().getAsDouble() - before.completeness().getAsDouble();
    }

    /** Change of validity in the share of values, -1 to 1; 0 when one of them had no value. */
    public double validity() {
      return now.validity().isEmpty() || before.validity().isEmpty()
          ? 0
          : now.validity().getAsDouble() - before.validity().getAsDouble();
    }
  }

  public DataQuality {
    fields = List.copyOf(fields);
  }

  /** Counts a file, whose findings are those of a report on it. */
  public static DataQuality of(Submission submission, RuleReport report) {
    var faulty = faulty(report);
    var fields = new ArrayList<FieldQuality>();
    for (var table : submission.dataset().tables()) {
      for (var field : table.fields()) {
        fields.add(
            count(table, field, submission, faulty.getOrDefault(place(table, field), Set.of())));
      }
    }
    return new DataQuality(fields);
  }

  /** The field of a table; empty when the data set has none such. */
  public Optional<FieldQuality> field(String table, String name) {
    return fields.stream()
        .filter(field -> field.table().equals(table) && field.field().equals(name))
        .findFirst();
  }

  /** Each field with the same one of an earlier file, in the order of this one. */
  public List<Change> since(DataQuality before) {
    return fields.stream()
        .flatMap(
            now ->
                before.field(now.table(), now.field()).map(then -> new Change(now, then)).stream())
        .toList();
  }

  private static FieldQuality count(
      DatasetTable table, DatasetField field, Submission submission, Set<Row> faulty) {
    var rows = submission.rows(table.number());
    int at = table.position(field.name());
    long filled = 0;
    long valid = 0;
    for (var row : rows) {
      if (!row.values()[at].isEmpty()) {
        filled++;
        if (!faulty.contains(row)) {
          valid++;
        }
      }
    }
    return new FieldQuality(
        table.number(), field.name(), field.mandatory(), rows.size(), filled, valid);
  }

  /** The rows at fault by table and field. */
  private static Map<String, Set<Row>> faulty(RuleReport report) {
    var faulty = new HashMap<String, Set<Row>>();
    for (var finding : report.findings()) {
      if (finding.rule().check() instanceof RowCheck check && finding.row().isPresent()) {
        faulty
            .computeIfAbsent(
                finding.rule().table() + "." + check.field(),
                place -> Collections.newSetFromMap(new IdentityHashMap<>()))
            .add(finding.row().get());
      }
    }
    return faulty;
  }

  private static String place(DatasetTable table, DatasetField field) {
    return table.number() + "." + field.name();
  }
}
