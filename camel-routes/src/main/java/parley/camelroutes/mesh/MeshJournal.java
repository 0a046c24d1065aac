package parley.camelroutes.mesh;

import java.io.Closeable;
import java.util.List;
import java.util.Optional;

/**
 * Port to what was fetched from a mailbox: each message whole, so that MESH may be told that it can
 * forget it. Every method is a transaction of its own, committed when it returns, and throws {@link
 * parley.camelroutes.StoreUnavailable} when the database cannot be reached.
 */
public interface MeshJournal {

  /** Makes the caller the only one who reads a mailbox until it lets go; empty when another is. */
  Optional<Lock> lock(String mailbox);

  /** Whether a message was kept before. */
  boolean holds(String messageId);

  /**
   * Keeps a message: bytes, headers and their hash.
   *
   * @return how it relates to what was kept before
   */
  Kept keep(String mailbox, Download message);

  /** Notes that MESH was told to forget a message. */
  void acknowledged(String messageId);

  /**
   * Messages that are kept and not worked yet, in the order kept.
   *
   * @param after number of a message; only those kept later, 0 for all
   */
  List<Waiting> waiting(String mailbox, long after, int limit);

  /** The bytes of a message that waits. */
  byte[] body(String messageId);

  /**
   * Notes how a message was worked.
   *
   * @param messages how many messages its bytes held
   * @param reason for a person, empty when all is well; never a patient's value
   */
  void close(String messageId, State state, int messages, String reason);

  /**
   * Notes a message that cannot be fetched and was not acknowledged.
   *
   * @param reason for a person
   */
  void leave(String mailbox, String messageId, String reason);

  /** Held while a mailbox is read. */
  interface Lock extends Closeable {
    @Override
    void close();
  }

  /**
   * A message that waits to be worked.
   *
   * @param number ascending in the order kept
   * @param messageId MESH's id of it
   * @param headers what MESH said of it
   */
  record Waiting(long number, String messageId, MeshHeaders headers) {}

  /** How a message relates to what was kept before. */
  enum Kept {
    /** Never seen; it waits to be worked. */
    NEW,
    /** The same message id; nothing was changed. */
    KNOWN,
    /** Another message id, but sender, local id and bytes of one before; it will not be worked. */
    REPEATED
  }

  /** Where a message stands. */
  enum State {
    /** Fetched, not worked yet. */
    KEPT,
    /** Each of its messages is in the message journal, applied. */
    WORKED,
    /** Each is in the message journal, and some were not applied. */
    REFUSED,
    /** A report that a message of ours was not delivered; the outbox was told. */
    REPORT,
    /** Sent twice by its sender. */
    REPEATED,
    /** Still in the mailbox, because it cannot be fetched. */
    LEFT
  }
}
