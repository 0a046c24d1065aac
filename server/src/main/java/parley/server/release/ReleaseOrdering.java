package parley.server.release;

/** What came of asking for a release. */
sealed interface ReleaseOrdering {

  record Taken(ReleaseOrdered release) implements ReleaseOrdering {}

  /** Another one by the same agreement, of the same provider and period, is being made. */
  record Busy() implements ReleaseOrdering {
    String text() {
      return "a release by this agreement, for this provider and period, is being made already;"
          + " wait until it is done, or cancel it";
    }
  }

  /** It may not be; the register has why. */
  record Refused(ReleaseRow row) implements ReleaseOrdering {}
}
