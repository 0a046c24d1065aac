package parley.camelroutes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parley.mappings.Problem;
import parley.mappings.Transport;

/**
 * Port to the message journal. Every method is a database transaction of its own, committed when it
 * returns, and throws {@link StoreUnavailable} when the database cannot be reached.
 */
public interface MessageJournal {

  /**
   * Records a message before anything else is done with it.
   *
   * @return the row, and how it relates to what was there
   */
  Receipt record(Arrival arrival);

  /**
   * Messages of the same patients that came earlier and are still to be applied: state received, or
   * parked because the store was away. Only those that share a patient with it themselves; what has
   * to go before those in turn is asked of them.
   *
   * @return ids in the order received, all below {@code id}; empty in the ordinary case. Only ids,
   *     because many large messages may be waiting
   */
  List<Long> pendingBefore(long id);

  /**
   * Messages left undecided: state received for longer than {@code age}, or parked because the
   * store was away.
   *
   * @return ids in the order received, at most {@code limit}
   */
  List<Long> undecided(Duration age, int limit);

  /** One row, or empty. */
  Optional<JournalEntry> find(long id);

  /**
   * Writes down how an attempt ended that has no effect on the record. A row that is already
   * applied keeps its state and its answer.
   *
   * @param state rejected or parked
   * @param retryable with parked: whether Parley tries again by itself (the store was away), rather
   *     than wait for a person
   * @return the row as it stands afterwards
   */
  JournalEntry close(
      long id,
      Attempt attempt,
      JournalEntry.State state,
      boolean retryable,
      List<Problem> problems,
      Optional<byte[]> answer);

  /**
   * A message as it arrived.
   *
   * @param inlet name of the inlet
   * @param sender who sent it, as {@link JournalEntry#sender}
   * @param controlId MSH-10 or what stands for it, empty when absent; only messages with one can be
   *     recognised when sent again
   * @param type MSH-9, empty when unreadable
   * @param bytes exactly as received
   * @param receivedAt when
   * @param patientKeys the identifiers of the patients it is about, as {@code system|value}; empty
   *     when unreadable
   * @param transport what the transport said
   */
  record Arrival(
      String inlet,
      String sender,
      String controlId,
      String type,
      byte[] bytes,
      Instant receivedAt,
      Set<String> patientKeys,
      Transport transport) {

    /** An arrival of which the transport says nothing. */
    public Arrival(
        String inlet,
        String sender,
        String controlId,
        String type,
        byte[] bytes,
        Instant receivedAt,
        Set<String> patientKeys) {
      this(inlet, sender, controlId, type, bytes, receivedAt, patientKeys, Transport.silent());
    }
  }

  /** How an arrival relates to what the journal holds. */
  sealed interface Receipt {

    /** The journal row of this arrival. */
    JournalEntry entry();

    /** Never seen before. */
    record New(JournalEntry entry) implements Receipt {}

    /** The same sender, control id and bytes were journalled before; this is that row. */
    record Repeat(JournalEntry entry) implements Receipt {}

    /**
     * The same sender and control id were journalled before with other bytes; this is a row of its
     * own, with {@link JournalEntry#conflict} set for good. It is written as rejected from the
     * start, so that it is never pending, even if the process ends before it is closed.
     */
    record Conflict(JournalEntry entry) implements Receipt {}
  }
}
