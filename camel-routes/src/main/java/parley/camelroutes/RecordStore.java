package parley.camelroutes;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import parley.mappings.Problem;
import parley.mappings.RecordBundle;

/** Port to the FHIR store. Throws {@link StoreUnavailable} when the database cannot be reached. */
public interface RecordStore {

  /**
   * Applies mapped messages. The record of a message and its journal row (state, answer) are
   * committed together, and committed when this returns. Messages may share a transaction; one that
   * fails does not fail the others.
   *
   * @param works messages in the order received
   * @return one result for each, in the same order
   */
  List<Result> apply(List<Work> works);

  /**
   * One mapped message.
   *
   * @param entryId its journal row
   * @param attempt why it is tried
   * @param bundle what to write
   * @param mappedAgain the bundle mapped with the ids the store knows people by (provisional
   *     Patient id to Patient id)
   * @param warnings problems found by the mapping that do not stop it
   * @param answers makes the answer to be stored with the outcome
   */
  record Work(
      long entryId,
      Attempt attempt,
      RecordBundle bundle,
      Function<Map<String, String>, RecordBundle> mappedAgain,
      List<Problem> warnings,
      Answers answers) {
    public Work {
      warnings = List.copyOf(warnings);
    }
  }

  /** Makes the acknowledgement for an outcome; empty when the sender asked for none. */
  interface Answers {
    Optional<byte[]> answer(JournalEntry.State state, List<Problem> problems);
  }

  /** What came of one message. */
  sealed interface Result {

    /** Written and committed, with the answer that was stored beside it. */
    record Applied(Optional<byte[]> answer) implements Result {}

    /** It had been applied before; nothing was done. This is the answer it got then. */
    record AlreadyApplied(Optional<byte[]> answer) implements Result {}

    /** Not written: a person has to decide (a Task says so). Journal row and answer are stored. */
    record Parked(List<Problem> problems, Optional<byte[]> answer) implements Result {}

    /** Not written: the store refuses the record. Journal row and answer are stored. */
    record Refused(List<Problem> problems, Optional<byte[]> answer) implements Result {}
  }
}
