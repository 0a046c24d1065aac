package parley.camelroutes;

import java.util.Optional;

/**
 * What came of one message that arrived.
 *
 * @param state where it stands now
 * @param journalled whether the journal holds it; one that it does not hold has to be sent again
 * @param answer the acknowledgement to send back; empty when the sender wants none
 */
record Outcome(JournalEntry.State state, boolean journalled, Optional<byte[]> answer) {

  static Outcome of(JournalEntry.State state, Optional<byte[]> answer) {
    return new Outcome(state, true, answer);
  }

  boolean applied() {
    return state == JournalEntry.State.APPLIED;
  }
}
