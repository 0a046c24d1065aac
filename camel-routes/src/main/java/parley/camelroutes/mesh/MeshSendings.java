package parley.camelroutes.mesh;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Port to what is known of messages on their way into MESH, so that none goes twice. Every method
 * is a transaction of its own, committed when it returns, and throws {@link
 * parley.camelroutes.StoreUnavailable} when the database cannot be reached.
 */
public interface MeshSendings {

  /**
   * The sending of an outbox row that is not over. The first has a local id of its own; so has each
   * that begins after one that failed.
   *
   * @param outboxId row of the outbox
   * @param localId what local ids of the row begin with
   */
  Sending current(long outboxId, String localId);

  /** Notes that the first request is about to be made; from now on MESH may have the message. */
  void posting(Sending sending, Instant at);

  /** Notes that MESH certainly does not have it. */
  void notPosted(Sending sending);

  /** Notes MESH's id. */
  void accepted(Sending sending, String messageId);

  /** Notes how many chunks MESH has. */
  void chunks(Sending sending, int sent);

  /** Notes that MESH has all of it, or that it was refused, and when to ask about it. */
  void close(Sending sending, State state, String reason);

  /** Sent messages about which MESH was not asked for a while, each then counted as asked. */
  List<Sending> toTrack(Duration since, int limit);

  /**
   * One sending.
   *
   * @param localId its Mex-LocalID
   * @param postedAt when the first request was last begun; empty when it never was
   * @param messageId MESH's id, once known
   * @param chunksSent chunks that MESH has
   */
  record Sending(
      String localId, Optional<Instant> postedAt, Optional<String> messageId, int chunksSent) {}

  /** Where a sending stands. */
  enum State {
    /** On its way. */
    SENDING,
    /** MESH has all of it. */
    SENT,
    /** MESH has it more than once. */
    SENT_TWICE,
    /** The receiver has fetched it. */
    ACKNOWLEDGED,
    /** Refused or not delivered. */
    FAILED
  }
}
