package parley.submissions.rule;

import java.util.Optional;
import parley.submissions.rule.check.Check;

/**
 * One rule of the data set.
 *
 * @param code national code, such as {@code IDS10105}, or one of Parley's own, such as {@code
 *     PARLEY10181}
 * @param text what must be so, in our words
 * @param table number of the table whose rows it looks at, such as {@code IDS101}
 * @param severity what happens when it is not so
 * @param check how it is found out
 * @param raisedBy code of the own rule that made an error of a national warning
 */
public record Rule(
    String code,
    String text,
    String table,
    Severity severity,
    Check check,
    Optional<String> raisedBy) {

  /** A rule that nothing raises. */
  public Rule(String code, String text, String table, Severity severity, Check check) {
    this(code, text, table, severity, check, Optional.empty());
  }

  /** What has to be switched off for this not to hold a file back; empty when nothing can be. */
  public Optional<String> switchedBy() {
    return code.startsWith("PARLEY") ? Optional.of(code) : raisedBy;
  }

  Rule raised(String by) {
    if (severity != Severity.WARNING) {
      throw new IllegalStateException(code + " is no warning that " + by + " could raise");
    }
    return new Rule(code, text, table, Severity.ERROR, check, Optional.of(by));
  }
}
