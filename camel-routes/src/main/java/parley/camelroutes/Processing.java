package parley.camelroutes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Problem;
import parley.mappings.RecordBundle;
import parley.mappings.Sender;

/**
 * What is done with a journalled message, whatever brought it up: map, check, store, answer. Every
 * way out has written the journal row; {@link StoreUnavailable} means that nothing was decided.
 */
final class Processing {

  private static final Logger LOG = LoggerFactory.getLogger(Processing.class);

  private final MessageJournal journal;
  private final RecordStore store;
  private final ProfileCheck profiles;
  private final MessageMapper mapper;
  private final AnswerWriters answers;
  private final Origins origins;

  Processing(
      MessageJournal journal,
      RecordStore store,
      ProfileCheck profiles,
      MessageMapper mapper,
      AnswerWriters answers,
      Origins origins) {
    this.journal = journal;
    this.store = store;
    this.profiles = profiles;
    this.mapper = mapper;
    this.answers = answers;
    this.origins = origins;
  }

  /**
   * Decides a message after everything that came earlier for the same patients, and for the
   * patients of that in turn: a join makes two patients one.
   */
  Outcome inOrder(JournalEntry entry, Attempt attempt) {
    if (!entry.conflict()) {
      for (long earlier : allPendingBefore(entry.id())) {
        journal
            .find(earlier)
            .filter(found -> found.state().undecided())
            .ifPresent(found -> one(found, Attempt.RECOVERY));
      }
    }
    return one(entry, attempt);
  }

  /** Ascending. Every row is asked once; as each names only lower ones, it comes to an end. */
  private SortedSet<Long> allPendingBefore(long id) {
    var known = new TreeSet<Long>();
    var toAsk = new ArrayDeque<Long>(List.of(id));
    while (!toAsk.isEmpty()) {
      for (long earlier : journal.pendingBefore(toAsk.remove())) {
        if (known.add(earlier)) {
          toAsk.add(earlier);
        }
      }
    }
    return known;
  }

  /** Refuses a message for what the spine found. */
  Outcome refuse(JournalEntry entry, Attempt attempt, List<Problem> problems) {
    return close(entry, attempt, JournalEntry.State.REJECTED, false, problems);
  }

  /** Notes that a message waits for the store to come back. */
  Outcome park(JournalEntry entry, Attempt attempt) {
    var problems = List.of(Refusals.storeUnavailable(true));
    return close(entry, attempt, JournalEntry.State.PARKED, true, problems);
  }

  /** Refuses a message for a fault of ours, so that it can be replayed once that is mended. */
  Outcome fault(JournalEntry entry, Attempt attempt, Throwable fault) {
    LOG.error("journal entry {}: {}", entry.id(), Faults.describe(fault));
    return refuse(entry, attempt, List.of(Refusals.internal(true)));
  }

  private Outcome one(JournalEntry entry, Attempt attempt) {
    // Asked of the row and of nothing else: an attempt may have ended with other problems.
    if (entry.conflict()) {
      return refuse(entry, attempt, List.of(Refusals.controlIdReused(origins.format(entry))));
    }
    var heading = origins.format(entry).flatMap(format -> format.heading(entry.content()));
    if (heading.isEmpty()) {
      return refuse(entry, attempt, List.of(Refusals.notHl7()));
    }
    var sender = origins.sender(entry, heading.get());
    if (sender.isEmpty()) {
      return refuse(entry, attempt, List.of(Refusals.unknownSender(origins.format(entry))));
    }
    try {
      return apply(entry, attempt, sender.get());
    } catch (StoreUnavailable away) {
      throw away;
    } catch (RuntimeException | Error fault) {
      // Errors too: a message that overflows the stack would otherwise be recovered for ever.
      return fault(entry, attempt, fault);
    }
  }

  private Outcome apply(JournalEntry entry, Attempt attempt, Sender sender) {
    var result = map(entry, sender, Map.of());
    if (result instanceof MappingResult.Rejected rejected) {
      return refuse(entry, attempt, rejected.problems());
    }
    var mapped = (MappingResult.Mapped) result;
    var found = profiles.check(mapped.bundle());
    var problems = new ArrayList<>(mapped.warnings());
    problems.addAll(found);
    if (found.stream().anyMatch(Problem::stops)) {
      return refuse(entry, attempt, problems);
    }
    return store(
        new RecordStore.Work(
            entry.id(),
            attempt,
            mapped.bundle(),
            ids -> mapAgain(entry, sender, ids),
            problems,
            (state, reported) -> answer(entry, state, reported)));
  }

  private MappingResult map(JournalEntry entry, Sender sender, Map<String, String> patientIds) {
    return mapper.map(
        new InboundMessage(
            String.valueOf(entry.id()),
            entry.receivedAt(),
            sender,
            entry.bytes(),
            patientIds,
            entry.transport()));
  }

  /** The same message once more, which maps as it did but for the ids. */
  private RecordBundle mapAgain(JournalEntry entry, Sender sender, Map<String, String> patientIds) {
    return ((MappingResult.Mapped) map(entry, sender, patientIds)).bundle();
  }

  private Outcome store(RecordStore.Work work) {
    var result = store.apply(List.of(work)).get(0);
    if (result instanceof RecordStore.Result.Applied applied) {
      return Outcome.of(JournalEntry.State.APPLIED, work.warnings(), applied.answer());
    }
    if (result instanceof RecordStore.Result.AlreadyApplied before) {
      return Outcome.repeated(before.answer());
    }
    if (result instanceof RecordStore.Result.Parked parked) {
      return Outcome.of(JournalEntry.State.PARKED, parked.problems(), parked.answer());
    }
    var refused = (RecordStore.Result.Refused) result;
    return Outcome.of(JournalEntry.State.REJECTED, refused.problems(), refused.answer());
  }

  private Outcome close(
      JournalEntry entry,
      Attempt attempt,
      JournalEntry.State state,
      boolean retryable,
      List<Problem> problems) {
    var answer = answer(entry, state, problems);
    var closed = journal.close(entry.id(), attempt, state, retryable, problems, answer);
    return closed.state() == JournalEntry.State.APPLIED
        ? Outcome.repeated(closed.answer())
        : Outcome.of(closed.state(), problems, closed.answer());
  }

  /** The answer's own control id: unique to the row and to how often it had been tried. */
  private Optional<byte[]> answer(
      JournalEntry entry, JournalEntry.State state, List<Problem> problems) {
    var reference = "P" + entry.id() + '.' + (entry.attempts() + 1);
    return answers.answer(origins.format(entry), entry.content(), reference, state, problems);
  }
}
