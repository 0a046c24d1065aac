package parley.camelroutes.outbox;

import java.time.Instant;
import java.util.Optional;

/**
 * A row of the outbox.
 *
 * @param id row number, ascending in the order put in
 * @param message what is sent, and where
 * @param state where it stands
 * @param attempts how often it was tried; that of a taken row names the try it was taken for
 * @param createdAt when it was put in
 * @param nextAttempt not to be tried before this
 * @param reason why the last try failed, empty when none did; never a patient's value
 * @param reference what the receiver calls it, empty for nothing
 * @param answer what the receiver answered last
 */
public record OutboxEntry(
    long id,
    OutboxDraft message,
    State state,
    int attempts,
    Instant createdAt,
    Instant nextAttempt,
    String reason,
    String reference,
    Optional<byte[]> answer) {

  /** Name of the destination. */
  public String destination() {
    return message.destination();
  }

  /** Where a message stands. */
  public enum State {
    /** To be sent, or tried again. */
    WAITING,
    /** The receiver has said that it has it. */
    SENT,
    /** The receiver will not take it; a person may send it again. */
    DEAD,
    /** Its time ran out before the receiver had it. */
    EXPIRED,
    /** Taken back before it was sent. */
    CANCELLED
  }
}
