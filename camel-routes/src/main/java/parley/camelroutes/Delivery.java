package parley.camelroutes;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.mappings.Content;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/**
 * One message on its way through the spine. It remembers its journal row, so that {@link #work} can
 * be called again after {@link StoreUnavailable} without making a second row. Used by one thread.
 */
final class Delivery {

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  private final Intake intake;
  private final Inlet inlet;
  private final Content content;
  private final Instant receivedAt;
  private Optional<MessageJournal.Receipt> receipt = Optional.empty();

  Delivery(Intake intake, Inlet inlet, Content content, Instant receivedAt) {
    this.intake = intake;
    this.inlet = inlet;
    this.content = content;
    this.receivedAt = receivedAt;
  }

  /**
   * Journals the message unless that is done, and decides it.
   *
   * @throws StoreUnavailable when the database is away; may be called again
   */
  Outcome work() {
    if (receipt.isEmpty()) {
      receipt = Optional.of(intake.journal(inlet, content, receivedAt));
    }
    return decide(receipt.get().entry());
  }

  /** Gives up waiting for the store: the sender is told, the row, if there is one, waits. */
  Outcome storeAway() {
    LOG.warn("inlet {}: the store is away, journal entry {}", inlet.name(), entryId());
    if (receipt.isEmpty()) {
      return unjournalled(ProblemCode.STORE_UNAVAILABLE);
    }
    var entry = receipt.get().entry();
    var refusal = refusal(entry);
    try {
      return refusal.isPresent()
          ? intake.processing().refuse(entry, attempt(), List.of(refusal.get()))
          : intake.processing().park(entry, attempt());
    } catch (StoreUnavailable away) {
      if (refusal.isPresent()) {
        return unstored(JournalEntry.State.REJECTED, true, refusal.get());
      }
      // The row keeps the state received, which recovery finds as well by its age.
      return unstored(JournalEntry.State.PARKED, true, Refusals.storeUnavailable(true));
    }
  }

  /** Whatever else went wrong outside the rooms that know how to fail. */
  Outcome fault(Throwable fault) {
    if (receipt.isEmpty()) {
      LOG.error("inlet {}: not journalled: {}", inlet.name(), Faults.describe(fault));
      return unjournalled(ProblemCode.INTERNAL);
    }
    try {
      return intake.processing().fault(receipt.get().entry(), attempt(), fault);
    } catch (RuntimeException second) {
      LOG.error("journal entry {}: cannot be closed: {}", entryId(), Faults.describe(second));
      return unstored(JournalEntry.State.REJECTED, true, Refusals.internal(true));
    }
  }

  private Outcome decide(JournalEntry entry) {
    var refusal = refusal(entry);
    if (refusal.isPresent()) {
      return intake.processing().refuse(entry, attempt(), List.of(refusal.get()));
    }
    if (entry.state() == JournalEntry.State.APPLIED) {
      return Outcome.repeated(entry.answer());
    }
    return intake.processing().inOrder(entry, attempt());
  }

  /** What stands against the message whatever it says, so that waiting for the store is no use. */
  private Optional<Problem> refusal(JournalEntry entry) {
    // A sender that is not accepted learns nothing of what was journalled under its control id.
    if (intake.heading(inlet, content).filter(known -> !intake.accepts(inlet, known)).isPresent()) {
      return Optional.of(Refusals.unknownSender());
    }
    return entry.conflict() ? Optional.of(Refusals.controlIdReused()) : Optional.empty();
  }

  private Attempt attempt() {
    return receipt.filter(MessageJournal.Receipt.Repeat.class::isInstance).isPresent()
        ? Attempt.RESENT
        : Attempt.RECEIVED;
  }

  private Outcome unjournalled(ProblemCode code) {
    var problem =
        code == ProblemCode.STORE_UNAVAILABLE
            ? Refusals.storeUnavailable(false)
            : Refusals.internal(false);
    return unstored(JournalEntry.State.REJECTED, false, problem);
  }

  private Outcome unstored(JournalEntry.State state, boolean journalled, Problem problem) {
    var problems = List.of(problem);
    return new Outcome(
        state, journalled, false, problems, intake.unstored(inlet, content, problems));
  }

  private String entryId() {
    return receipt.map(known -> String.valueOf(known.entry().id())).orElse("none");
  }
}
