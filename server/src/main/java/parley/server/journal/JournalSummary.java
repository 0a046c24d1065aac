package parley.server.journal;

import java.time.Instant;
import java.util.List;
import parley.camelroutes.JournalEntry;
import parley.mappings.Problem;

/** An entry as a list shows it; the fields are those of {@link JournalEntry}. */
public record JournalSummary(
    long id,
    String inlet,
    String sender,
    String controlId,
    String type,
    String state,
    Instant receivedAt,
    int attempts,
    List<Problem> problems) {

  static JournalSummary of(JournalEntry entry) {
    return new JournalSummary(
        entry.id(),
        entry.inlet(),
        entry.sender(),
        entry.controlId(),
        entry.type(),
        JournalRows.name(entry.state()),
        entry.receivedAt(),
        entry.attempts(),
        entry.problems());
  }
}
