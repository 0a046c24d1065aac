package parley.camelroutes;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.mappings.Content;
import parley.mappings.Heading;
import parley.mappings.Problem;
import parley.mappings.Sender;
import parley.mappings.hl7v2.CharsetRule;

/**
 * The spine that every message travels, whatever its inlet: envelope, sender, journal, map, check,
 * store and answer. It knows nothing of transport.
 */
public final class Intake {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  /** So many in a row, and the store is taken to be away. */
  private static final int FAILURES_IN_A_ROW = 3;

  private final MessageJournal journal;
  private final MessageMapper mapper;
  private final AnswerWriters answers;
  private final Origins origins;
  private final Processing processing;
  private final Clock clock;

  /**
   * Makes the spine.
   *
   * @param inlets every inlet; journalled messages are replayed under the settings of theirs
   * @param clock dates arrivals
   */
  public Intake(
      MessageJournal journal,
      RecordStore store,
      ProfileCheck profiles,
      MessageMapper mapper,
      Acknowledgements acknowledgements,
      List<Inlet> inlets,
      Clock clock) {
    this.journal = journal;
    this.mapper = mapper;
    this.answers = new AnswerWriters(acknowledgements, clock);
    this.origins = new Origins(inlets);
    this.processing = new Processing(journal, store, profiles, mapper, answers, origins);
    this.clock = clock;
  }

  /**
   * Takes one message all the way.
   *
   * @param bytes without transport framing
   * @return the acknowledgement; empty when the sender asked for none
   * @throws StoreUnavailable when the database is away; nothing was decided
   */
  public Optional<byte[]> receive(Inlet inlet, byte[] bytes) {
    return receive(inlet, new Content(bytes)).answer();
  }

  /** The same for content of which the transport says something; gives all that came of it. */
  public Outcome receive(Inlet inlet, Content content) {
    return open(inlet, content).work();
  }

  /**
   * Tries a journalled message again because a person asks; an applied one stays as it is.
   *
   * @return the row afterwards; empty when there is none of that id
   * @throws StoreUnavailable when the database is away; nothing was decided
   */
  public Optional<JournalEntry> replay(long id) {
    var entry = journal.find(id);
    if (entry.isEmpty() || entry.get().state() == JournalEntry.State.APPLIED) {
      return entry;
    }
    processing.inOrder(entry.get(), Attempt.REPLAY);
    return journal.find(id);
  }

  /**
   * Tries again what was left undecided by a crash or an unreachable store.
   *
   * @param age how long a received message must have lain; longer than any takes in the ordinary
   * @param limit at most so many
   * @return how many were decided
   * @throws StoreUnavailable when the database is away; the rest stays as it was
   */
  public int recover(Duration age, int limit) {
    return recover(age, limit, () -> true);
  }

  /**
   * The same, and begins no further message once {@code goesOn} says no; the rest stays as it was.
   */
  int recover(Duration age, int limit, BooleanSupplier goesOn) {
    int decided = 0;
    int failures = 0;
    for (long id : journal.undecided(age, limit)) {
      if (!goesOn.getAsBoolean()) {
        break;
      }
      try {
        if (recover(id)) {
          decided++;
        }
        failures = 0;
      } catch (StoreUnavailable away) {
        // One message that cannot be stored does not hold up those of other patients.
        failures++;
        if (failures == FAILURES_IN_A_ROW) {
          throw away;
        }
      } catch (RuntimeException fault) {
        LOG.error("journal entry {} not recovered: {}", id, Faults.describe(fault));
      }
    }
    return decided;
  }

  /** One at a time in memory; what another thread has decided meanwhile stays as it is. */
  private boolean recover(long id) {
    var entry = journal.find(id).filter(found -> found.state().undecided());
    entry.ifPresent(found -> processing.inOrder(found, Attempt.RECOVERY));
    return entry.isPresent();
  }

  /** The character set that a journalled message is in, as far as it says or its sender does. */
  public Charset charset(JournalEntry entry) {
    var heading = origins.format(entry).flatMap(format -> format.heading(entry.content()));
    var said = heading.map(Heading::charset).filter(name -> !name.isEmpty());
    return said.isPresent()
        ? CharsetRule.named(said.get()).orElse(StandardCharsets.UTF_8)
        : heading
            .flatMap(known -> origins.sender(entry, known))
            .map(Sender::charset)
            .orElse(StandardCharsets.UTF_8);
  }

  Delivery open(Inlet inlet, Content content) {
    return new Delivery(this, inlet, content, clock.instant());
  }

  MessageMapper mapper() {
    return mapper;
  }

  Processing processing() {
    return processing;
  }

  /** What a message says of itself; empty when it is in no format that the inlet takes. */
  Optional<Heading> heading(Inlet inlet, Content content) {
    return Origins.format(inlet, content).flatMap(format -> format.heading(content));
  }

  boolean accepts(Inlet inlet, Heading heading) {
    return origins.sender(inlet, heading).isPresent();
  }

  /** The third room: the message is written down before anything else is done with it. */
  MessageJournal.Receipt journal(Inlet inlet, Content content, Instant receivedAt) {
    return journal(arrival(inlet, content, receivedAt));
  }

  MessageJournal.Receipt journal(MessageJournal.Arrival arrival) {
    return journal.record(arrival);
  }

  /** What the journal writes down of a message. */
  MessageJournal.Arrival arrival(Inlet inlet, Content content, Instant receivedAt) {
    var heading = heading(inlet, content);
    var sender = heading.flatMap(known -> origins.sender(inlet, known));
    return new MessageJournal.Arrival(
        inlet.name(),
        sender.map(Sender::id).or(() -> heading.map(Origins::stranger)).orElse(""),
        heading.map(known -> JournalText.key(known.controlId())).orElse(""),
        heading.map(known -> JournalText.shown(known.type())).orElse(""),
        content.bytes(),
        receivedAt,
        sender.map(known -> patientKeys(inlet, known, content)).orElse(Set.of()),
        content.transport());
  }

  /** An answer that no journal row holds; its control id comes from the clock. */
  Optional<byte[]> unstored(Inlet inlet, Content content, List<Problem> problems) {
    var reference = "U" + Long.toString(clock.millis(), Character.MAX_RADIX);
    return answers.answer(
        Origins.format(inlet, content), content, reference, JournalEntry.State.REJECTED, problems);
  }

  /** A message whose patients cannot be read is journalled all the same, and refused later. */
  private Set<String> patientKeys(Inlet inlet, Sender sender, Content content) {
    try {
      return mapper.patientKeys(sender, content).stream()
          .map(JournalText::key)
          .collect(Collectors.toSet());
    } catch (RuntimeException fault) {
      LOG.error("inlet {}: patients not read: {}", inlet.name(), Faults.describe(fault));
      return Set.of();
    }
  }
}
