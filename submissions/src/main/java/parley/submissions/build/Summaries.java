package parley.submissions.build;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import parley.submissions.dataset.DatasetTable;
import parley.submissions.rule.Finding;
import parley.submissions.rule.Row;
import parley.submissions.rule.RuleReport;
import parley.submissions.rule.Severity;
import parley.submissions.rule.Submission;

/** Counts what a file holds and what was found in it. */
final class Summaries {

  private static final String NATIONAL = "IDS";

  private Summaries() {}

  static BuildSummary of(Submission submission, RuleReport report, BuildOrder order) {
    var counts = counts(submission, report);
    var severities = new EnumMap<Severity, Long>(Severity.class);
    var rules = new HashMap<String, Long>();
    long own = 0;
    for (var finding : report.findings()) {
      severities.merge(finding.rule().severity(), 1L, Long::sum);
      rules.merge(finding.rule().code(), 1L, Long::sum);
      if (!finding.rule().code().startsWith(NATIONAL)
          && finding.rule().severity() != Severity.WARNING) {
        own++;
      }
    }
    return new BuildSummary(
        counts,
        report.accepted(),
        severities,
        rules,
        own,
        report.dropped().size(),
        Guard.shortfalls(counts, order),
        List.of());
  }

  /** Rows, and for each field how many have a value and how many a good one. */
  static Counts counts(Submission submission, RuleReport report) {
    var rows = new HashMap<String, Long>();
    var fields = new HashMap<String, FieldCount>();
    var faulty = faulty(report.findings());
    for (var table : submission.dataset().tables()) {
      var held = submission.rows(table.number());
      rows.put(table.number(), (long) held.size());
      fields(table, held, faulty, fields);
    }
    long ended =
        submission.rows("IDS101").stream()
            .filter(row -> !row.value("ServDischDate").isEmpty())
            .count();
    return new Counts(rows, ended, fields);
  }

  private static void fields(
      DatasetTable table,
      List<Row> rows,
      Map<Row, Set<String>> faulty,
      Map<String, FieldCount> fields) {
    int width = table.fields().size();
    var filled = new long[width];
    var valid = new long[width];
    for (var row : rows) {
      var bad = faulty.getOrDefault(row, Set.of());
      for (int at = 0; at < width; at++) {
        if (!row.values()[at].isEmpty()) {
          filled[at]++;
          if (!bad.contains(table.fields().get(at).name())) {
            valid[at]++;
          }
        }
      }
    }
    for (int at = 0; at < width; at++) {
      fields.put(
          table.number() + "." + table.fields().get(at).name(),
          new FieldCount(filled[at], valid[at]));
    }
  }

  /** Which fields of which rows have a fault of their own. */
  private static Map<Row, Set<String>> faulty(List<Finding> findings) {
    var faulty = new IdentityHashMap<Row, Set<String>>();
    for (var finding : findings) {
      if (!finding.consequence() && finding.row().isPresent() && finding.field().isPresent()) {
        faulty
            .computeIfAbsent(finding.row().get(), row -> new HashSet<>())
            .add(finding.field().get());
      }
    }
    return faulty;
  }
}
