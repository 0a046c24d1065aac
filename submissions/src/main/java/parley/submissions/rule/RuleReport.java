package parley.submissions.rule;

import java.util.List;
import java.util.Set;

/**
 * What the national system would make of a file.
 *
 * @param accepted whether it would take the file at all
 * @param findings in the order of the tables, file rules first
 * @param dropped the rows that it would drop, by identity
 */
public record RuleReport(boolean accepted, List<Finding> findings, Set<Row> dropped) {

  public RuleReport {
    findings = List.copyOf(findings);
  }

  /** Whether the national system would take the file and no rule of our own holds it back. */
  public boolean releasable() {
    return accepted
        && findings.stream().noneMatch(finding -> finding.rule().severity() == Severity.ERROR);
  }
}
