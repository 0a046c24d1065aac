package parley.submissions.rule;

import java.util.Locale;

/** What happens about a finding. */
public enum Severity {
  /** The national system rejects the file. */
  FILE,
  /**
   * The national system drops the row, and with it what depends on it. Checked after all records.
   */
  GROUP,
  /** The national system drops the row, and with it what depends on it. */
  RECORD,
  /** The national system takes it; Parley does not release the file as it is. */
  ERROR,
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
