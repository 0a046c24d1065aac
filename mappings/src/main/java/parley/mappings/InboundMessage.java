package parley.mappings;

import java.time.Instant;

/**
 * A journalled message, ready to be mapped.
 *
 * @param journalId id of its row in the message journal
 * @param receivedAt when Parley received it, handed in because mappings read no clock
 * @param sender the settings of who sent it
 * @param bytes the message exactly as received, without transport framing
 */
public record InboundMessage(String journalId, Instant receivedAt, Sender sender, byte[] bytes) {}
