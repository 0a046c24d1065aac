package parley.camelroutes;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works the messages of one file after the other: each is journalled in the order of the file, then
 * decided beside others, those of one patient in that order, and answered in that order. At most so
 * many are in memory at once. Used by one thread.
 */
final class FileWork {

  private static final Logger LOG = LoggerFactory.getLogger(FileWork.class);

  /** Messages begun and not answered yet. */
  private static final int MESSAGES_AT_ONCE = 64;

  private static final long BYTES_AT_ONCE = 16L * 1024 * 1024;

  /** Of messages that name no patient: they keep their order among themselves. */
  private static final Set<String> NOBODY = Set.of("");

  private final Inlet.Folder inlet;
  private final Intake intake;
  private final Gate gate;
  private final InOrder threads;
  private final ProducerTemplate template;

  FileWork(
      Inlet.Folder inlet, Intake intake, Gate gate, InOrder threads, ProducerTemplate template) {
    this.inlet = inlet;
    this.intake = intake;
    this.gate = gate;
    this.threads = threads;
    this.template = template;
  }

  /** What came of a file. */
  enum End {
    /** All of it is in the record. */
    APPLIED,
    /** Something was refused or waits for a person; the answers say what. */
    NOT_ALL,
    /** It has to be worked again: a stop, or a message that could not be journalled. */
    LEFT
  }

  /**
   * An answer to come.
   *
   * @param item what it answers
   * @param outcome empty when the gateway stops before the message was begun
   */
  private record Begun(SplitFile.Item item, CompletableFuture<Optional<Outcome>> outcome) {
    int bytes() {
      return item instanceof SplitFile.Item.Taken taken ? taken.content().bytes().length : 0;
    }
  }

  /**
   * Works a file.
   *
   * @param answers gets the answers in the order of the messages; of no use when the file is left
   */
  End work(SplitFile file, OutputStream answers) throws IOException {
    var run = new Run(file, answers);
    try {
      answers.write(file.opening());
      for (var item = file.next(); item.isPresent(); item = file.next()) {
        if (!run.take(item.get())) {
          return End.LEFT;
        }
      }
      if (!run.answer(0)) {
        return End.LEFT;
      }
      answers.write(file.closing());
      return run.applied && file.sound() ? End.APPLIED : End.NOT_ALL;
    } finally {
      run.await();
    }
  }

  /** One file on its way. */
  private final class Run {
    private final SplitFile file;
    private final OutputStream answers;
    private final ArrayDeque<Begun> begun = new ArrayDeque<>();
    private long bytes;
    private boolean applied = true;

    Run(SplitFile file, OutputStream answers) {
      this.file = file;
      this.answers = answers;
    }

    /** Whether the file goes on. */
    boolean take(SplitFile.Item item) throws IOException {
      if (!gate.isOpen()) {
        return false;
      }
      if (item instanceof SplitFile.Item.Refused refused) {
        var answer = Optional.of(file.refusal(refused));
        var problems = List.of(refused.problem());
        add(item, Outcome.of(JournalEntry.State.REJECTED, problems, answer));
      } else if (!begin((SplitFile.Item.Taken) item)) {
        return false;
      }
      return answer(bytes <= BYTES_AT_ONCE ? MESSAGES_AT_ONCE : 0);
    }

    private boolean begin(SplitFile.Item.Taken item) throws IOException {
      var delivery = intake.open(inlet, item.content());
      if (journalled(delivery)) {
        var keys = delivery.patientKeys().isEmpty() ? NOBODY : delivery.patientKeys();
        add(new Begun(item, threads.submit(keys, () -> ingest(delivery))));
        return true;
      }
      // Along the route, which waits for the store and answers; nothing overtakes it meanwhile.
      if (!answer(0)) {
        return false;
      }
      var outcome = ingest(delivery);
      outcome.ifPresent(known -> add(item, known));
      return outcome.isPresent() && answer(0);
    }

    private void add(SplitFile.Item item, Outcome outcome) {
      add(new Begun(item, CompletableFuture.completedFuture(Optional.of(outcome))));
    }

    private void add(Begun one) {
      begun.add(one);
      bytes += one.bytes();
    }

    /** Writes answers until no more than so many messages are waited for. */
    boolean answer(int left) throws IOException {
      while (begun.size() > left) {
        var first = begun.remove();
        bytes -= first.bytes();
        var outcome = first.outcome().join();
        if (outcome.isEmpty()) {
          return false;
        }
        if (!outcome.get().journalled()) {
          LOG.warn("inlet {}: a file waits, its messages not journalled", inlet.name());
          return false;
        }
        applied &= outcome.get().applied();
        var answer = outcome.get().answer();
        if (answer.isPresent()) {
          answers.write(
              first.item() instanceof SplitFile.Item.Taken taken
                  ? file.answer(taken, answer.get())
                  : answer.get());
        }
      }
      return true;
    }

    /** Nothing of a file may be in work once it is left, or it would be worked twice at once. */
    void await() {
      begun.forEach(one -> one.outcome().handle((outcome, failure) -> true).join());
    }
  }

  private static boolean journalled(Delivery delivery) {
    try {
      delivery.journal();
      return true;
    } catch (StoreUnavailable away) {
      return false;
    }
  }

  private Optional<Outcome> ingest(Delivery delivery) {
    if (!gate.isOpen()) {
      return Optional.empty();
    }
    var answered =
        template.request(
            IngestRoute.ENDPOINT,
            exchange -> {
              exchange.setProperty(IngestRoute.INLET, inlet);
              exchange.setProperty(IngestRoute.DELIVERY, delivery);
            });
    var outcome = answered.getProperty(IngestRoute.OUTCOME, Outcome.class);
    if (outcome == null) {
      throw new IllegalStateException("the spine gave no outcome", answered.getException());
    }
    return Optional.of(outcome);
  }
}
