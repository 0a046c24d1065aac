package parley.camelroutes.outbox;

import java.time.Instant;
import java.util.Optional;

/**
 * A message about to be put into the outbox. Nothing of it is ever made anew: every try sends these
 * bytes under this id.
 *
 * @param destination name of the destination; the messages of one destination leave in the order
 *     they were put in
 * @param kind what it is, for people and filters, such as {@code RRI^I12} or {@code notification}
 * @param subject the resource it is about as {@code Type/id}, empty for none
 * @param bytes what is sent, whole
 * @param contentType media type of the bytes
 * @param messageId the stable id the receiver knows it by (MSH-10, X-Request-Id, Mex-LocalID),
 *     unique for the destination
 * @param correlationId what ties it to what it answers (X-Correlation-Id), empty for none
 * @param expires when it is of no more use; empty for never
 */
public record OutboxDraft(
    String destination,
    String kind,
    String subject,
    byte[] bytes,
    String contentType,
    String messageId,
    String correlationId,
    Optional<Instant> expires) {

  public OutboxDraft {
    if (destination.isBlank() || kind.isBlank() || messageId.isBlank()) {
      throw new IllegalArgumentException(
          "a message to be sent has a destination, a kind and a message id");
    }
  }
}
