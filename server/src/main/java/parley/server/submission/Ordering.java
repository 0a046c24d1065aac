package parley.server.submission;

/** What came of asking for a build. */
sealed interface Ordering {

  /** It is in the register and begins; the lock is held until it is run or given up. */
  record Taken(BuildOrdered build) implements Ordering {}

  /** Another build of the same provider and month runs. */
  record Busy(String provider, String period) implements Ordering {

    String text() {
      return "a submission of "
          + provider
          + " for "
          + period
          + " is being built already; wait until it is done, or cancel it";
    }
  }
}
