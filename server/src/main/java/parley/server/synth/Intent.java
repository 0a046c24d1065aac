package parley.server.synth;

import parley.submissions.course.Recovery;
import parley.submissions.course.ReliableChange;

/** How a course was meant to go, from its first scores to its last. */
enum Intent {
  RECOVERED_RELIABLY(true, Recovery.RECOVERED, ReliableChange.IMPROVEMENT),
  RECOVERED_ONLY(true, Recovery.RECOVERED, ReliableChange.NO_RELIABLE_CHANGE),
  IMPROVED(true, Recovery.NOT_RECOVERED, ReliableChange.IMPROVEMENT),
  UNCHANGED(true, Recovery.NOT_RECOVERED, ReliableChange.NO_RELIABLE_CHANGE),
  DETERIORATED(true, Recovery.NOT_RECOVERED, ReliableChange.DETERIORATION),
  WELL_IMPROVED(false, Recovery.NOT_AT_CASENESS_AT_START, ReliableChange.IMPROVEMENT),
  WELL_UNCHANGED(false, Recovery.NOT_AT_CASENESS_AT_START, ReliableChange.NO_RELIABLE_CHANGE),
  WELL_DETERIORATED(false, Recovery.NOT_AT_CASENESS_AT_START, ReliableChange.DETERIORATION);

  private final boolean caseness;
  private final Recovery recovery;
  private final ReliableChange change;

  Intent(boolean caseness, Recovery recovery, ReliableChange change) {
    this.caseness = caseness;
    this.recovery = recovery;
    this.change = change;
  }

  /** Whether the first scores are at caseness. */
  boolean isAtCaseness() {
    return caseness;
  }

  Recovery recovery() {
    return recovery;
  }

  ReliableChange change() {
    return change;
  }

  Recovery reliableRecovery() {
    return this == RECOVERED_ONLY ? Recovery.NOT_RECOVERED : recovery;
  }
}
