package parley.server.outbox;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry whole.
 *
 * @param summary what a list shows
 * @param sha256 SHA-256 of the bytes sent, hexadecimal
 * @param raw the message
 * @param answer what the receiver answered last, absent when nothing
 * @param removed when message and answer were removed, absent while they are kept
 * @param attemptLog every try that came to an end, oldest first
 */
record OutboxDetail(
    @JsonUnwrapped OutboxSummary summary,
    String sha256,
    String raw,
    @Nullable String answer,
    @Nullable Instant removed,
    List<AttemptLine> attemptLog) {

  /**
   * One try.
   *
   * @param attempt number, from 1; one that is missing ended with the process
   * @param at when it ended
   * @param outcome {@code failed}, {@code part}, {@code sent} or {@code dead}
   * @param reason why it failed
   */
  record AttemptLine(int attempt, Instant at, String outcome, String reason) {}
}
