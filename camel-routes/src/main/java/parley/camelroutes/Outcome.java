package parley.camelroutes;

import java.util.List;
import java.util.Optional;
import parley.mappings.Problem;

/**
 * What came of one message that arrived.
 *
 * @param state where it stands now
 * @param journalled whether the journal holds it; one that it does not hold has to be sent again
 * @param repeat whether it had been applied before it arrived this time
 * @param problems what was found this time; empty for a repeat
 * @param answer the acknowledgement to send back; empty when the sender wants none
 */
public record Outcome(
    JournalEntry.State state,
    boolean journalled,
    boolean repeat,
    List<Problem> problems,
    Optional<byte[]> answer) {

  public Outcome {
    problems = List.copyOf(problems);
  }

  static Outcome of(JournalEntry.State state, List<Problem> problems, Optional<byte[]> answer) {
    return new Outcome(state, true, false, problems, answer);
  }

  static Outcome repeated(Optional<byte[]> answer) {
    return new Outcome(JournalEntry.State.APPLIED, true, true, List.of(), answer);
  }

  /** Whether its record is in the store, from now or before. */
  public boolean applied() {
    return state == JournalEntry.State.APPLIED;
  }
}
