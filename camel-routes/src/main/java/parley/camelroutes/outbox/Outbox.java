package parley.camelroutes.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Port to the outbox. Every method throws {@link parley.camelroutes.StoreUnavailable} when the
 * database cannot be reached. All but {@link #put} and {@link #cancelWaiting} are a transaction of
 * their own, committed when they return.
 *
 * <p>Of one destination only the oldest waiting row is ever taken, and the next one only after that
 * is no longer waiting; but for the probe of a stopped destination, see {@link #noteRefused}. Two
 * rows of a destination are never taken at the same time. A taken row belongs to its taker until
 * the lease runs out; a note by a taker whose lease was taken over changes nothing.
 */
public interface Outbox {

  /**
   * Puts a message in, in the transaction of its cause: both are committed or neither. A second
   * message with the same id for the same destination is dropped.
   *
   * @return whether it was put in
   */
  boolean put(OutboxDraft draft);

  /**
   * Takes back every row of a destination that waits and is not being sent now, in the caller's
   * transaction.
   *
   * @param reason shown to people, never a patient's value
   * @return how many
   */
  int cancelWaiting(String destination, String reason);

  /**
   * Takes what is due, the one row of each destination whose turn it is, each counted as tried once
   * more.
   *
   * @param except destinations that are left alone
   * @param limit at most so many rows
   * @param lease how long they belong to the caller; longer than a try can take
   */
  List<OutboxEntry> takeDue(Set<String> except, int limit, Duration lease);

  /** The same for one destination; empty when nothing of it is due. */
  Optional<OutboxEntry> takeNext(String destination, Duration lease);

  /**
   * The receiver has it.
   *
   * @param reference what the receiver calls it, empty for nothing
   * @return whether the caller still held it
   */
  boolean noteSent(OutboxEntry taken, String reference, Optional<byte[]> answer);

  /**
   * This try failed.
   *
   * @param delay before the next try
   * @return whether the caller still held it
   */
  boolean noteFailed(OutboxEntry taken, String reason, Optional<byte[]> answer, Duration delay);

  /** Part of it is over there; due again at once. Returns whether the caller still held it. */
  boolean notePart(OutboxEntry taken, String reason);

  /**
   * The receiver answered that it cannot take it: it waits, or is dead when it has waited after
   * such answers for longer than the patience of the rule. Time during which the receiver was away,
   * or this gateway, does not count.
   *
   * @param delay before the next try
   * @return whether the caller still held it
   */
  boolean noteObjected(
      OutboxEntry taken, String reason, Optional<byte[]> answer, RefusalRule rule, Duration delay);

  /**
   * The receiver will never take it, as it says: it is dead, unless the destination has refused so
   * many messages in a row as the rule has it; then it waits like one that was objected to. However
   * often one message is tried, it counts once.
   *
   * <p>Of such a stopped destination the next to be taken is a probe: the oldest message of another
   * kind, of those that are due and of which no older one of the same subject waits, one of a kind
   * that was tried least. When the receiver takes it, it does take messages: the row of refusals is
   * at its end, and those of the kind it refuses are dead again.
   *
   * @param delay before the next try, if there is one
   * @return whether the caller still held it
   */
  boolean noteRefused(
      OutboxEntry taken, String reason, Optional<byte[]> answer, RefusalRule rule, Duration delay);

  /** Nothing will ever take it. Returns whether the caller still held it. */
  boolean noteDead(OutboxEntry taken, String reason, Optional<byte[]> answer);

  /** Lets a taken row belong to its taker for a lease from now; false when it no longer did. */
  boolean renew(OutboxEntry taken, Duration lease);

  /** Gives back a taken row that was not tried. */
  void release(OutboxEntry taken);

  /** Ends the waiting rows whose time has run out and that are not being sent; says how many. */
  int expire();

  /**
   * Makes a row that is dead, expired or cancelled wait again, due at once and without expiry,
   * ahead of what was put in later.
   *
   * @return the row as it then stands; empty when no row has this id. A waiting or sent one stays,
   *     and so does one whose bytes are not kept any more
   */
  Optional<OutboxEntry> replay(long id);
}
