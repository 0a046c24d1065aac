package parley.server.journal;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import parley.camelroutes.Intake;
import parley.camelroutes.JournalEntry;
import parley.camelroutes.JournalEntry.State;
import parley.server.database.Page;

/** {@code /journal}: every message received, what came of it, and trying it again. */
@RestController
@RequestMapping("/journal")
public final class JournalController {

  private final JournalQueries journal;
  private final Intake intake;

  public JournalController(JournalQueries journal, Intake intake) {
    this.journal = journal;
    this.intake = intake;
  }

  /**
   * Lists entries, newest first.
   *
   * @param state {@code received}, {@code applied}, {@code rejected} or {@code parked}
   * @param sender sender id
   * @param type message type such as {@code REF^I12}
   * @param since received at or after, ISO 8601 instant
   * @param page from 0
   * @param size 1 to 500
   */
  @GetMapping
  public Page<JournalSummary> list(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String sender,
      @RequestParam(required = false) @Nullable String type,
      @RequestParam(required = false) @Nullable String since,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "50") int size) {
    if (page < 0 || size < 1 || size > 500) {
      throw bad("page must be 0 or more, and size 1 to 500");
    }
    return journal.page(
        new JournalQueries.Filter(
            Optional.ofNullable(state).map(JournalController::state),
            Optional.ofNullable(sender),
            Optional.ofNullable(type),
            Optional.ofNullable(since).map(JournalController::instant)),
        page,
        size);
  }

  /** One entry whole: raw text, answer and every attempt. */
  @GetMapping("/{id}")
  public JournalDetail read(@PathVariable long id) {
    return journal.detail(id).orElseThrow(JournalController::unknown);
  }

  /** Tries one entry again; an applied one stays as it is. */
  @PostMapping("/{id}/replay")
  public JournalDetail replay(@PathVariable long id) {
    intake.replay(id).orElseThrow(JournalController::unknown);
    return read(id);
  }

  /**
   * Tries every entry of a state again, in the order received.
   *
   * @param state {@code parked}, {@code rejected} or {@code received}
   */
  @PostMapping("/replay")
  public ReplaySummary replayAll(@RequestParam String state) {
    var wanted = state(state);
    if (wanted == State.APPLIED) {
      throw bad("applied messages are not applied again");
    }
    var applied = 0;
    var ids = journal.ids(wanted);
    for (var id : ids) {
      var after = intake.replay(id).map(JournalEntry::state);
      applied += after.equals(Optional.of(State.APPLIED)) ? 1 : 0;
    }
    return new ReplaySummary(ids.size(), applied);
  }

  /**
   * What a replay of many did.
   *
   * @param tried how many were tried
   * @param applied how many of them are applied now
   */
  public record ReplaySummary(int tried, int applied) {}

  private static State state(String name) {
    try {
      return State.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw bad("state must be one of received, applied, rejected, parked");
    }
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw bad("since must be an instant such as 2026-11-02T09:00:00Z");
    }
  }

  private static ResponseStatusException bad(String text) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, text);
  }

  private static ResponseStatusException unknown() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, "no journal entry has this id");
  }
}
