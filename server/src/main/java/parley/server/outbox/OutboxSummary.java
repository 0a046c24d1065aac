package parley.server.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import parley.camelroutes.outbox.OutboxEntry;

/**
 * An entry as a list shows it; the fields are those of {@link OutboxEntry}. The subject is a
 * resource's type and id, never a person's name.
 */
record OutboxSummary(
    long id,
    String destination,
    String kind,
    String subject,
    String messageId,
    String correlationId,
    String state,
    int attempts,
    Instant createdAt,
    Instant nextAttempt,
    @Nullable Instant expires,
    String reason,
    String reference) {

  static OutboxSummary of(OutboxEntry entry) {
    var message = entry.message();
    return new OutboxSummary(
        entry.id(),
        message.destination(),
        message.kind(),
        message.subject(),
        message.messageId(),
        message.correlationId(),
        OutboxRows.name(entry.state()),
        entry.attempts(),
        entry.createdAt(),
        entry.nextAttempt(),
        message.expires().orElse(null),
        entry.reason(),
        entry.reference());
  }
}
