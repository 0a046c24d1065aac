package parley.submissions.build;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import parley.submissions.rule.Severity;

/**
 * What a build came to.
 *
 * @param counts what is left of the file after the rules; what a later build's {@link Baseline} is
 *     made of
 * @param accepted whether the national system would take the file
 * @param findings how many of each severity
 * @param rules how many findings of each rule, by its code; only rules that found something
 * @param rowsLost rows that the national system would drop
 * @param shortfalls what the guard found, confirmed or not
 * @param notes in what the template differs without harm, and what its fields could not hold, one
 *     sentence each
 */
public record BuildSummary(
    Counts counts,
    boolean accepted,
    Map<Severity, Long> findings,
    Map<String, Long> rules,
    long rowsLost,
    List<Shortfall> shortfalls,
    List<String> notes) {

  public BuildSummary {
    findings = Collections.unmodifiableMap(new TreeMap<>(findings));
    rules = Collections.unmodifiableMap(new TreeMap<>(rules));
    shortfalls = List.copyOf(shortfalls);
    notes = List.copyOf(notes);
  }

  BuildSummary noted(List<String> more) {
    var all = new ArrayList<>(notes);
    all.addAll(more);
    return new BuildSummary(counts, accepted, findings, rules, rowsLost, shortfalls, all);
  }

  /**
   * Findings of our own stricter rules that forbid a release; what the national system would drop
   * or pass with a warning is none of them.
   */
  public long ownErrors() {
    return findings.getOrDefault(Severity.ERROR, 0L);
  }

  /** Whether it may be released: the file would be taken, and no own rule forbids it. */
  public boolean releasable() {
    return accepted && ownErrors() == 0;
  }
}
