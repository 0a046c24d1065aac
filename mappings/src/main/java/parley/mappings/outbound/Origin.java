package parley.mappings.outbound;

import java.util.Map;

/**
 * How a referral came.
 *
 * @param referralId id of the ServiceRequest
 * @param sender id of the sender
 * @param controlId MSH-10, or the id of the MessageHeader, of the message that brought it
 * @param correlationId X-Correlation-Id, empty for none
 * @param given what {@link OriginReader} found in that message, by its place
 */
public record Origin(
    String referralId,
    String sender,
    String controlId,
    String correlationId,
    Map<String, String> given) {

  public Origin {
    given = Map.copyOf(given);
  }

  /** What the sender gave at a place such as {@code RF1-6}, empty for nothing. */
  public String given(String place) {
    return given.getOrDefault(place, "");
  }
}
