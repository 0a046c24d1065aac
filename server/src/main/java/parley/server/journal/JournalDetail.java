package parley.server.journal;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.mappings.Problem;

/**
 * An entry whole.
 *
 * @param summary what a list shows
 * @param sha256 SHA-256 of the bytes received, hexadecimal
 * @param raw the bytes received, read in the character set that MSH-18 names, else in its sender's
 * @param answer the acknowledgement last sent, absent when none was
 * @param attemptLog every attempt, oldest first
 */
public record JournalDetail(
    @JsonUnwrapped JournalSummary summary,
    String sha256,
    String raw,
    @Nullable String answer,
    List<AttemptLine> attemptLog) {

  /**
   * One attempt.
   *
   * @param attempt number, from 1
   * @param at when it ended
   * @param cause {@code received}, {@code resent}, {@code replay} or {@code recovery}
   * @param outcome state it ended in, or {@code repeated} when the message was applied before
   * @param problems what was found
   */
  public record AttemptLine(
      int attempt, Instant at, String cause, String outcome, List<Problem> problems) {}
}
