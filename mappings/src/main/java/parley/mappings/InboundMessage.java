package parley.mappings;

import java.time.Instant;
import java.util.Map;

/**
 * A journalled message, ready to be mapped.
 *
 * @param journalId id of its row in the message journal
 * @param receivedAt when Parley received it, handed in because mappings read no clock
 * @param sender the settings of who sent it
 * @param bytes the message exactly as received, without transport framing
 * @param patientIds provisional Patient id to the id the person is stored under, where the store
 *     knows another; ids of whatever belongs to the person are then made from the latter, so that
 *     the same allergy is the same resource whichever identifier a message brings. Empty at first
 * @param transport what the transport said of it
 */
public record InboundMessage(
    String journalId,
    Instant receivedAt,
    Sender sender,
    byte[] bytes,
    Map<String, String> patientIds,
    Transport transport) {

  public InboundMessage {
    patientIds = Map.copyOf(patientIds);
  }

  /** A message of which the transport says nothing. */
  public InboundMessage(
      String journalId,
      Instant receivedAt,
      Sender sender,
      byte[] bytes,
      Map<String, String> patientIds) {
    this(journalId, receivedAt, sender, bytes, patientIds, Transport.silent());
  }

  /** A message about people of whom nothing is known yet. */
  public InboundMessage(String journalId, Instant receivedAt, Sender sender, byte[] bytes) {
    this(journalId, receivedAt, sender, bytes, Map.of());
  }

  /** The bytes with what the transport said of them. */
  public Content content() {
    return new Content(bytes, transport);
  }
}
