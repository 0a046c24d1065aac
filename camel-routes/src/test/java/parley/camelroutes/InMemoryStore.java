package parley.camelroutes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import parley.mappings.Problem;
import parley.mappings.RecordBundle;

/**
 * Journal and record store over one map, with the promises of the ports: every call is atomic, a
 * row once applied stays so, and nothing works while the store is away.
 */
final class InMemoryStore implements MessageJournal, RecordStore {

  private record Row(JournalEntry entry, Set<String> patients, boolean retryable) {}

  private final TreeMap<Long, Row> rows = new TreeMap<>();
  private final List<Long> applied = new ArrayList<>();
  private final List<RecordBundle> bundles = new ArrayList<>();
  private int failures;
  private boolean storeFails;
  private long locked;
  private Optional<Problem> parks = Optional.empty();

  /** The next calls of any port fail. */
  synchronized void away(int calls) {
    failures = calls;
  }

  /** Only the record store is away, the journal is there. */
  synchronized void storeAway(boolean away) {
    storeFails = away;
  }

  /** One row cannot be stored, as if its lock were never free. */
  synchronized void refuses(long id) {
    locked = id;
  }

  synchronized void parkNext(Problem problem) {
    parks = Optional.of(problem);
  }

  synchronized List<JournalEntry> entries() {
    return rows.values().stream().map(Row::entry).toList();
  }

  /** Ids of the rows in the order applied; one that was applied twice would be here twice. */
  synchronized List<Long> applied() {
    return List.copyOf(applied);
  }

  synchronized List<RecordBundle> bundles() {
    return List.copyOf(bundles);
  }

  @Override
  public synchronized Receipt record(Arrival arrival) {
    reachable();
    var same =
        rows.values().stream()
            .map(Row::entry)
            .filter(entry -> !arrival.controlId().isEmpty())
            .filter(entry -> entry.controlId().equals(arrival.controlId()))
            .filter(entry -> entry.sender().equals(arrival.sender()))
            .toList();
    var repeat =
        same.stream().filter(entry -> Arrays.equals(entry.bytes(), arrival.bytes())).findFirst();
    if (repeat.isPresent()) {
      return repeat.get().conflict()
          ? new Receipt.Conflict(repeat.get())
          : new Receipt.Repeat(repeat.get());
    }
    return same.isEmpty()
        ? new Receipt.New(insert(arrival, false))
        : new Receipt.Conflict(insert(arrival, true));
  }

  private JournalEntry insert(Arrival arrival, boolean conflict) {
    var entry =
        new JournalEntry(
            rows.size() + 1L,
            arrival.inlet(),
            arrival.sender(),
            arrival.controlId(),
            arrival.type(),
            arrival.bytes(),
            arrival.receivedAt(),
            conflict ? JournalEntry.State.REJECTED : JournalEntry.State.RECEIVED,
            List.of(),
            Optional.empty(),
            0,
            conflict,
            arrival.transport());
    rows.put(entry.id(), new Row(entry, arrival.patientKeys(), false));
    return entry;
  }

  @Override
  public synchronized List<Long> pendingBefore(long id) {
    reachable();
    var patients = rows.get(id).patients();
    return rows.headMap(id).values().stream()
        .filter(row -> row.patients().stream().anyMatch(patients::contains))
        .filter(InMemoryStore::pending)
        .map(row -> row.entry().id())
        .toList();
  }

  private static boolean pending(Row row) {
    return row.entry().state() == JournalEntry.State.RECEIVED
        || row.entry().state() == JournalEntry.State.PARKED && row.retryable();
  }

  @Override
  public synchronized List<Long> undecided(Duration age, int limit) {
    reachable();
    return rows.values().stream()
        .filter(InMemoryStore::pending)
        .filter(
            row ->
                row.entry().state() == JournalEntry.State.PARKED
                    || !row.entry().receivedAt().plus(age).isAfter(Instant.now()))
        .map(row -> row.entry().id())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Optional<JournalEntry> find(long id) {
    reachable();
    return Optional.ofNullable(rows.get(id)).map(Row::entry);
  }

  @Override
  public synchronized JournalEntry close(
      long id,
      Attempt attempt,
      JournalEntry.State state,
      boolean retryable,
      List<Problem> problems,
      Optional<byte[]> answer) {
    reachable();
    return end(id, state, retryable, problems, answer);
  }

  private JournalEntry end(
      long id,
      JournalEntry.State state,
      boolean retryable,
      List<Problem> problems,
      Optional<byte[]> answer) {
    var row = rows.get(id);
    var old = row.entry();
    if (old.state() == JournalEntry.State.APPLIED) {
      return old;
    }
    var now =
        new JournalEntry(
            id,
            old.inlet(),
            old.sender(),
            old.controlId(),
            old.type(),
            old.bytes(),
            old.receivedAt(),
            state,
            problems,
            answer,
            old.attempts() + 1,
            old.conflict(),
            old.transport());
    rows.put(id, new Row(now, row.patients(), retryable));
    return now;
  }

  @Override
  public synchronized List<Result> apply(List<Work> works) {
    reachable();
    if (storeFails || works.stream().anyMatch(work -> work.entryId() == locked)) {
      throw new StoreUnavailable("away", new IllegalStateException());
    }
    return works.stream().map(this::apply).toList();
  }

  private Result apply(Work work) {
    var entry = rows.get(work.entryId()).entry();
    if (entry.state() == JournalEntry.State.APPLIED) {
      return new Result.AlreadyApplied(entry.answer());
    }
    if (parks.isPresent()) {
      var problems = List.of(parks.get());
      parks = Optional.empty();
      var answer = work.answers().answer(JournalEntry.State.PARKED, problems);
      end(work.entryId(), JournalEntry.State.PARKED, false, problems, answer);
      return new Result.Parked(problems, answer);
    }
    var answer = work.answers().answer(JournalEntry.State.APPLIED, work.warnings());
    end(work.entryId(), JournalEntry.State.APPLIED, false, work.warnings(), answer);
    applied.add(work.entryId());
    bundles.add(work.bundle());
    return new Result.Applied(answer);
  }

  private void reachable() {
    if (failures > 0) {
      failures--;
      throw new StoreUnavailable("away", new IllegalStateException());
    }
  }
}
