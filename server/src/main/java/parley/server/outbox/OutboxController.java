package parley.server.outbox;

import java.util.List;
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
import parley.camelroutes.outbox.OutboxEntry.State;
import parley.server.database.Page;

/** {@code /outbox}: every message that leaves, what came of it, and sending it again. */
@RestController
@RequestMapping("/outbox")
public final class OutboxController {

  private final OutboxQueries queries;
  private final JdbcOutbox outbox;

  OutboxController(OutboxQueries queries, JdbcOutbox outbox) {
    this.queries = queries;
    this.outbox = outbox;
  }

  /**
   * Lists entries, newest first.
   *
   * @param state {@code waiting}, {@code sent}, {@code dead}, {@code expired} or {@code cancelled}
   * @param destination name of a destination
   * @param kind such as {@code RRI^I12}
   * @param page from 0
   * @param size 1 to 500
   */
  @GetMapping
  Page<OutboxSummary> list(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String destination,
      @RequestParam(required = false) @Nullable String kind,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "50") int size) {
    if (page < 0 || size < 1 || size > 500) {
      throw bad("page must be 0 or more, and size 1 to 500");
    }
    return queries.page(
        new OutboxQueries.Filter(
            Optional.ofNullable(state).map(OutboxController::state),
            Optional.ofNullable(destination),
            Optional.ofNullable(kind)),
        page,
        size);
  }

  /** What stands open for each destination. */
  @GetMapping("/destinations")
  List<DestinationLine> destinations() {
    return queries.destinations();
  }

  /** One entry whole: message, answer and every try. */
  @GetMapping("/{id}")
  OutboxDetail read(@PathVariable long id) {
    return queries.detail(id).orElseThrow(OutboxController::unknown);
  }

  /**
   * Sends one entry again that is dead, expired or cancelled; others stay as they are. 409 for one
   * whose message is not kept any more.
   */
  @PostMapping("/{id}/replay")
  OutboxDetail replay(@PathVariable long id) {
    outbox.replay(id).orElseThrow(OutboxController::unknown);
    var detail = read(id);
    if (detail.removed() != null) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT,
          "the message of this entry is not kept any more (parley.retention.bodies), so that it"
              + " cannot be sent again; have it written anew by what caused it");
    }
    return detail;
  }

  /**
   * Takes one entry back that waits, so that those behind it go on, or lays one aside that is dead
   * or expired; 409 when it was sent, or is being sent now.
   */
  @PostMapping("/{id}/cancel")
  OutboxDetail cancel(@PathVariable long id) {
    var detail = read(id);
    if (!outbox.cancel(id, "taken back by a person")
        && !detail.summary().state().equals(OutboxRows.name(State.CANCELLED))) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT,
          "only an entry that is neither sent nor being sent now can be taken back");
    }
    return read(id);
  }

  private static State state(String name) {
    try {
      return State.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw bad("state must be one of waiting, sent, dead, expired, cancelled");
    }
  }

  private static ResponseStatusException bad(String text) {
    return new ResponseStatusException(HttpStatus.BAD_REQUEST, text);
  }

  private static ResponseStatusException unknown() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, "no outbox entry has this id");
  }
}
