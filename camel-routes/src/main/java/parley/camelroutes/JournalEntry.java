package parley.camelroutes;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.mappings.Content;
import parley.mappings.Problem;
import parley.mappings.Transport;

/**
 * A row of the message journal.
 *
 * @param id row number, ascending in the order received
 * @param inlet name of the inlet it came by
 * @param sender id of the sender settings it was received under; {@code unknown|MSH-3|MSH-4} for
 *     somebody its inlet did not accept, empty when the message has no MSH
 * @param controlId MSH-10 or what stands for it, empty when the message has none
 * @param type MSH-9 such as {@code REF^I12}, empty when unreadable
 * @param bytes exactly what was received
 * @param receivedAt when
 * @param state where it stands
 * @param problems what was found at the last attempt
 * @param answer the acknowledgement last sent; absent while none was, or when none was asked for
 * @param attempts how often it was tried
 * @param conflict whether its sender used this control id before with other bytes; such a message
 *     is never applied, whatever its state and problems say
 * @param transport what the transport said when it arrived
 */
public record JournalEntry(
    long id,
    String inlet,
    String sender,
    String controlId,
    String type,
    byte[] bytes,
    Instant receivedAt,
    State state,
    List<Problem> problems,
    Optional<byte[]> answer,
    int attempts,
    boolean conflict,
    Transport transport) {

  /** The message with what the transport said of it. */
  public Content content() {
    return new Content(bytes, transport);
  }

  /** Where a message stands. */
  public enum State {
    /** Safely stored, not yet decided. */
    RECEIVED,
    /** Its record is in the store. */
    APPLIED,
    /** Refused; the sender was told why. */
    REJECTED,
    /** Kept for later: the store was away, or a person has to decide. */
    PARKED;

    /** Whether trying the message may still change something by itself. */
    boolean undecided() {
      return this == RECEIVED || this == PARKED;
    }
  }
}
