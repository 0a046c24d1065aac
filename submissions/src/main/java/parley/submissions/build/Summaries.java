package parley.submissions.build;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import parley.submissions.rule.RuleReport;
import parley.submissions.rule.Severity;
import parley.submissions.rule.Submission;

/** Counts what a file holds and what was found in it. */
final class Summaries {

  private Summaries() {}

  static BuildSummary of(
      Submission submission, RuleReport report, BuildOrder order, List<String> notes) {
    var counts = Counts.of(submission, report);
    var severities = new EnumMap<Severity, Long>(Severity.class);
    var rules = new HashMap<String, Long>();
    for (var finding : report.findings()) {
      severities.merge(finding.rule().severity(), 1L, Long::sum);
      rules.merge(finding.rule().code(), 1L, Long::sum);
    }
    return new BuildSummary(
        counts,
        report.accepted(),
        severities,
        rules,
        report.dropped().size(),
        shortfalls(submission, counts, report, order),
        Stream.concat(order.notCompared().stream(), notes.stream()).toList());
  }

  private static List<Shortfall> shortfalls(
      Submission submission, Counts counts, RuleReport report, BuildOrder order) {
    var shortfalls = new ArrayList<Shortfall>();
    order
        .accepted()
        .ifPresent(before -> shortfalls.addAll(Guard.shortfalls(counts, before, order.shares())));
    if (report.accepted()) {
      // Of a file that is rejected nothing is kept anyway, and its report has to be read.
      var made = new HashMap<String, Long>();
      for (var table : submission.dataset().tables()) {
        made.put(table.number(), (long) submission.rows(table.number()).size());
      }
      shortfalls.addAll(Guard.lost(made, counts, order.shares()));
    }
    return shortfalls;
  }
}
