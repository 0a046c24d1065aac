package parley.submissions.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parley.submissions.rule.check.FileCheck;
import parley.submissions.rule.check.OfRecord;
import parley.submissions.rule.check.RowCheck;
import parley.submissions.rule.check.RowsCheck;

/**
 * Holds a file against the rules as the national system does: what stops the file is looked for
 * among all rows, before any is dropped; then each row by itself, then rows together until nothing
 * more falls, and last what must be left. All findings are reported, also in a file that is
 * rejected.
 */
public final class RuleRun {

  private final Submission submission;
  private final List<Rule> rules;
  private final Set<Row> dropped = identitySet();
  private final List<Finding> findings = new ArrayList<>();

  private RuleRun(Submission submission, List<Rule> rules) {
    this.submission = submission;
    this.rules = rules;
  }

  /** Holds a submission against rules. */
  public static RuleReport of(Submission submission, List<Rule> rules) {
    var run = new RuleRun(submission, rules);
    run.wholeFile();
    run.record();
    run.rows();
    run.groups();
    run.warnings();
    run.file();
    var accepted =
        run.findings.stream().noneMatch(finding -> finding.rule().severity() == Severity.FILE);
    return new RuleReport(accepted, run.findings, run.dropped);
  }

  /** A row that would be dropped is still in the file, and what it shares a key with too. */
  private void wholeFile() {
    for (var rule : rules) {
      if (rule.check() instanceof RowsCheck check && rule.severity() == Severity.FILE) {
        together(rule, check, identitySet()).forEach(this::note);
      }
    }
  }

  private void record() {
    for (var rule : rules) {
      if (rule.check() instanceof OfRecord check) {
        for (var fault : check.faults(submission)) {
          var element = Optional.of(fault.element()).filter(name -> !name.isEmpty());
          note(new Finding(rule, element, Optional.empty(), false, Optional.of(fault)));
        }
      }
    }
  }

  private void rows() {
    for (var rule : rules) {
      if (rule.check() instanceof RowCheck check) {
        for (var row : submission.rows(rule.table())) {
          if (!check.holds(row, submission)) {
            note(finding(rule, check.field(), row, false));
          }
        }
      }
    }
  }

  /**
   * Each round looks for everything among what the last one left, and then drops it, so that the
   * order of the rules decides nothing. It drops at least one row or is the last.
   */
  private void groups() {
    var reported = new HashMap<String, Set<Row>>();
    for (boolean again = true; again; ) {
      int before = dropped.size();
      var found = new ArrayList<Finding>();
      for (var rule : rules) {
        if (rule.check() instanceof RowsCheck check && rule.severity().drops()) {
          var known = reported.computeIfAbsent(rule.code(), code -> identitySet());
          found.addAll(together(rule, check, known));
        }
      }
      found.forEach(this::note);
      again = dropped.size() > before;
    }
  }

  /** What drops nothing is looked for among what is left at the end. */
  private void warnings() {
    for (var rule : rules) {
      if (rule.check() instanceof RowsCheck check && afterwards(rule)) {
        together(rule, check, identitySet()).forEach(this::note);
      }
    }
  }

  private static boolean afterwards(Rule rule) {
    return rule.severity() == Severity.WARNING || rule.severity() == Severity.ERROR;
  }

  /** A row that would pass if nothing had been dropped has done nothing wrong itself. */
  private List<Finding> together(Rule rule, RowsCheck check, Set<Row> reported) {
    var rows = submission.rows(rule.table());
    var failing = check.failing(rows.stream().filter(this::left).toList(), submission, this::left);
    if (failing.stream().allMatch(reported::contains)) {
      return List.of();
    }
    var atFault = identitySet();
    atFault.addAll(check.failing(rows, submission, row -> true));
    return failing.stream()
        .filter(reported::add)
        .map(row -> finding(rule, check.field(), row, !atFault.contains(row)))
        .toList();
  }

  private void file() {
    for (var rule : rules) {
      if (rule.check() instanceof FileCheck check && !check.holds(submission, this::left)) {
        var consequence = check.holds(submission, row -> true);
        findings.add(new Finding(rule, Optional.empty(), Optional.empty(), consequence));
      }
    }
  }

  private static Finding finding(Rule rule, String field, Row row, boolean consequence) {
    return new Finding(rule, Optional.of(field), Optional.of(row), consequence);
  }

  private void note(Finding finding) {
    findings.add(finding);
    if (finding.rule().severity().drops()) {
      finding.row().ifPresent(dropped::add);
    }
  }

  /** Rows are told apart by themselves, not by what they say. */
  private static Set<Row> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private boolean left(Row row) {
    return !dropped.contains(row);
  }
}
