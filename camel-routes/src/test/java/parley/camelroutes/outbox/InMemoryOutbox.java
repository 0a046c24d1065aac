package parley.camelroutes.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import parley.camelroutes.StoreUnavailable;
import parley.camelroutes.outbox.OutboxEntry.State;

/** The rules of the port, in memory; the tests of the server hold the database to the same. */
final class InMemoryOutbox implements Outbox {

  private final TreeMap<Long, OutboxEntry> rows = new TreeMap<>();
  private final Set<Long> leased = new HashSet<>();
  private final Map<String, Set<Long>> refused = new HashMap<>();
  private final Map<String, Long> probes = new HashMap<>();
  private final Map<Long, Duration> objected = new HashMap<>();
  private final List<Long> renewed = new ArrayList<>();
  private boolean away;

  synchronized void away(boolean now) {
    away = now;
  }

  static OutboxDraft draft(String destination, String id) {
    return draft(destination, id, "RRI^I12", "ServiceRequest/1");
  }

  static OutboxDraft draft(String destination, String id, String kind, String subject) {
    return new OutboxDraft(
        destination,
        kind,
        subject,
        ("MSH|^~\\&|PARLEY|RXX|A|B|20261123||RRI^I12|" + id + "|P|2.4\rMSA|AA|X\r")
            .getBytes(StandardCharsets.US_ASCII),
        "x-application/hl7-v2+er7",
        id,
        "",
        Optional.empty());
  }

  @Override
  public synchronized boolean put(OutboxDraft draft) {
    var known =
        rows.values().stream()
            .anyMatch(
                row ->
                    row.destination().equals(draft.destination())
                        && row.message().messageId().equals(draft.messageId()));
    if (!known) {
      long id = rows.size() + 1L;
      rows.put(
          id,
          new OutboxEntry(
              id, draft, State.WAITING, 0, Instant.now(), Instant.now(), "", "", Optional.empty()));
    }
    return !known;
  }

  @Override
  public synchronized int cancelWaiting(String destination, String reason) {
    throw new UnsupportedOperationException("tested on the database");
  }

  @Override
  public synchronized List<OutboxEntry> takeDue(Set<String> except, int limit, Duration lease) {
    if (away) {
      throw new StoreUnavailable("away", new IllegalStateException());
    }
    var seen = new HashSet<>(except);
    var taken = new ArrayList<OutboxEntry>();
    for (var row : List.copyOf(rows.values())) {
      if (taken.size() < limit && row.state() == State.WAITING && seen.add(row.destination())) {
        takeNext(row.destination(), lease).ifPresent(taken::add);
      }
    }
    return taken;
  }

  @Override
  public synchronized Optional<OutboxEntry> takeNext(String destination, Duration lease) {
    var head =
        rows.values().stream()
            .filter(row -> row.state() == State.WAITING && row.destination().equals(destination))
            .min(
                Comparator.comparing(
                    row -> probes.getOrDefault(destination, 0L) == row.id() ? 0L : row.id()))
            .filter(row -> !row.nextAttempt().isAfter(Instant.now()))
            .filter(row -> leased.add(row.id()));
    return head.map(
        row -> with(row, State.WAITING, row.attempts() + 1, row.nextAttempt(), row.reason()));
  }

  @Override
  public synchronized boolean noteSent(
      OutboxEntry taken, String reference, Optional<byte[]> answer) {
    refused.remove(taken.destination());
    return close(taken, State.SENT, Duration.ZERO, "");
  }

  @Override
  public synchronized boolean noteFailed(
      OutboxEntry taken, String reason, Optional<byte[]> answer, Duration delay) {
    return close(taken, State.WAITING, delay, reason);
  }

  @Override
  public synchronized boolean notePart(OutboxEntry taken, String reason) {
    return close(taken, State.WAITING, Duration.ZERO, reason);
  }

  @Override
  public synchronized boolean noteObjected(
      OutboxEntry taken, String reason, Optional<byte[]> answer, RefusalRule rule, Duration delay) {
    if (objected.getOrDefault(taken.id(), Duration.ZERO).compareTo(rule.patience()) > 0) {
      return close(taken, State.DEAD, Duration.ZERO, reason);
    }
    objected.merge(taken.id(), delay, Duration::plus);
    return close(taken, State.WAITING, delay, reason);
  }

  @Override
  public synchronized boolean noteRefused(
      OutboxEntry taken, String reason, Optional<byte[]> answer, RefusalRule rule, Duration delay) {
    var inARow = refused.computeIfAbsent(taken.destination(), name -> new HashSet<>());
    inARow.add(taken.id());
    if (inARow.size() < rule.inARow()) {
      return close(taken, State.DEAD, Duration.ZERO, reason);
    }
    noteObjected(taken, reason, answer, rule, delay);
    probe(taken).ifPresent(id -> probes.put(taken.destination(), id));
    return true;
  }

  private Optional<Long> probe(OutboxEntry refused) {
    var subjects = new HashSet<String>();
    var kinds = new HashMap<String, OutboxEntry>();
    rows.values().stream()
        .filter(row -> row.state() == State.WAITING)
        .filter(row -> row.destination().equals(refused.destination()))
        .filter(row -> row.message().subject().isEmpty() || subjects.add(row.message().subject()))
        .forEach(row -> kinds.putIfAbsent(row.message().kind(), row));
    kinds.remove(refused.message().kind());
    return kinds.values().stream()
        .filter(row -> !row.nextAttempt().isAfter(Instant.now()))
        .min(Comparator.comparing(OutboxEntry::attempts).thenComparing(OutboxEntry::id))
        .map(OutboxEntry::id);
  }

  @Override
  public synchronized boolean renew(OutboxEntry taken, Duration lease) {
    return leased.contains(taken.id()) && renewed.add(taken.id());
  }

  /** Rows whose lease was renewed, one entry each time. */
  synchronized List<Long> renewed() {
    return List.copyOf(renewed);
  }

  @Override
  public synchronized boolean noteDead(OutboxEntry taken, String reason, Optional<byte[]> answer) {
    return close(taken, State.DEAD, Duration.ZERO, reason);
  }

  @Override
  public synchronized void release(OutboxEntry taken) {
    leased.remove(taken.id());
  }

  @Override
  public synchronized int expire() {
    return 0;
  }

  @Override
  public synchronized Optional<OutboxEntry> replay(long id) {
    return Optional.ofNullable(rows.get(id))
        .map(row -> with(row, State.WAITING, row.attempts(), Instant.now(), row.reason()));
  }

  synchronized OutboxEntry row(long id) {
    return rows.get(id);
  }

  private boolean close(OutboxEntry taken, State state, Duration delay, String reason) {
    leased.remove(taken.id());
    probes.remove(taken.destination(), taken.id());
    with(taken, state, taken.attempts(), Instant.now().plus(delay), reason);
    return true;
  }

  private OutboxEntry with(
      OutboxEntry row, State state, int attempts, Instant next, String reason) {
    var changed =
        new OutboxEntry(
            row.id(),
            row.message(),
            state,
            attempts,
            row.createdAt(),
            next,
            reason,
            "",
            Optional.empty());
    rows.put(row.id(), changed);
    return changed;
  }
}
