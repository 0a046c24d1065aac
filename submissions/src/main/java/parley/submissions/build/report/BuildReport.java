package parley.submissions.build.report;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import parley.submissions.build.Baseline;
import parley.submissions.build.BuildOrder;
import parley.submissions.build.BuildSummary;
import parley.submissions.build.Counts;
import parley.submissions.quality.FieldQuality;
import parley.submissions.rule.Finding;
import parley.submissions.rule.Row;
import parley.submissions.rule.Rule;
import parley.submissions.rule.RuleReport;
import parley.submissions.rule.Submission;

/**
 * What the report says, whatever form it is written in.
 *
 * @param submission the tables
 * @param findings what the rules found in them
 * @param summary what it came to
 * @param order what was asked for
 */
public record BuildReport(
    Submission submission, RuleReport findings, BuildSummary summary, BuildOrder order) {

  /** A rule that found something. */
  record RuleLine(Rule rule, long findings) {}

  Stream<ReportLine> lines() {
    return findings.findings().stream().map(this::line);
  }

  ReportLine line(Finding finding) {
    return ReportLine.of(finding, order.recordBase());
  }

  /** The rules that found something, those first that cost most. */
  List<RuleLine> rules() {
    var rules = new TreeMap<String, Rule>();
    findings.findings().forEach(finding -> rules.put(finding.rule().code(), finding.rule()));
    return rules.values().stream()
        .map(rule -> new RuleLine(rule, summary.rules().get(rule.code())))
        .sorted((one, other) -> one.rule().severity().compareTo(other.rule().severity()))
        .toList();
  }

  /** Rows that would be dropped, by table. */
  Map<String, Long> dropped() {
    var dropped = new TreeMap<String, Long>();
    findings.dropped().forEach(row -> dropped.merge(row.table().number(), 1L, Long::sum));
    return dropped;
  }

  /** Those of them that are right themselves and fall with another row, by table. */
  Map<String, Long> droppedWithOthers() {
    Set<Row> atFault = Collections.newSetFromMap(new IdentityHashMap<>());
    findings.findings().stream()
        .filter(finding -> finding.rule().severity().drops() && !finding.consequence())
        .forEach(finding -> finding.row().ifPresent(atFault::add));
    var dropped = new TreeMap<String, Long>();
    findings.dropped().stream()
        .filter(row -> !atFault.contains(row))
        .forEach(row -> dropped.merge(row.table().number(), 1L, Long::sum));
    return dropped;
  }

  /** What the last accepted file of the months before held; not always of the month before. */
  Optional<Counts> earlier() {
    return order.accepted().flatMap(baseline -> baseline.months().stream().findFirst());
  }

  /** Which month that was; empty when nobody knows. */
  Optional<YearMonth> earlierMonth() {
    return order.accepted().flatMap(Baseline::latest);
  }

  /** The month before the one reported on. */
  YearMonth lastMonth() {
    return YearMonth.from(submission.facts().start()).minusMonths(1);
  }

  /** Whether the earlier file is that of the month before. */
  boolean isOfLastMonth() {
    return earlierMonth().equals(Optional.of(lastMonth()));
  }

  Optional<FieldQuality> earlier(FieldQuality now) {
    return earlier().flatMap(counts -> counts.quality().field(now.table(), now.field()));
  }

  /** Whether the file would be taken and may be released, in sentences. */
  List<String> verdict() {
    var sentences = new ArrayList<String>();
    if (!summary.accepted()) {
      sentences.add("The national system would reject this file: nothing in it would be kept.");
    } else if (summary.rowsLost() == 0) {
      sentences.add("The national system would take this file and every row of it.");
    } else {
      sentences.add(
          "The national system would take this file, but drop "
              + summary.rowsLost()
              + (summary.rowsLost() == 1 ? " row of " : " rows of ")
              + (summary.counts().all() + summary.rowsLost())
              + ".");
    }
    order.notCompared().ifPresent(sentences::add);
    if (summary.ownErrors() > 0) {
      sentences.add(
          summary.ownErrors()
              + " findings of Parley's own stricter rules hold it back: codes or gaps that the"
              + " national system takes, but that make its figures wrong.");
    }
    order
        .confirmation()
        .filter(given -> !summary.shortfalls().isEmpty())
        .ifPresent(given -> sentences.add("It holds less than expected, which was confirmed."));
    if (!summary.shortfalls().isEmpty() && order.confirmation().isEmpty()) {
      sentences.add("It holds less than expected and is held back until somebody confirms it.");
    }
    return sentences;
  }
}
