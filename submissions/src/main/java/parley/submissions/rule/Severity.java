package parley.submissions.rule;

import java.util.Locale;

/** What the national system does about a finding. */
public enum Severity {
  /** The file is rejected. */
  FILE,
  /** The row is dropped, and with it what depends on it. Checked after all records. */
  GROUP,
  /** The row is dropped, and with it what depends on it. */
  RECORD,
  /** Nothing is lost. */
  WARNING;

  /** Whether the row that is found is lost. */
  public boolean drops() {
    return this == GROUP || this == RECORD;
  }

  static Severity named(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }
}
