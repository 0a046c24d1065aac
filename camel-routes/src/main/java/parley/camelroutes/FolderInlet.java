package parley.camelroutes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a file along the spine, message by message, writes the acknowledgements beside it and moves
 * it. A file of which a message could not even be journalled stays where it is and is taken again;
 * what of it was applied then gets its stored answer.
 */
final class FolderInlet implements Processor {

  static final String DONE = "done";
  static final String FAILED = "failed";
  static final String ACK = ".ack";
  private static final Logger LOG = LoggerFactory.getLogger(FolderInlet.class);

  /** A batch is held in memory whole. */
  private static final int LARGEST_FILE = 100 * 1024 * 1024;

  private final Inlet.Folder inlet;
  private final Gate gate;
  private final Acknowledgements acknowledgements;
  private final ProducerTemplate template;

  FolderInlet(
      Inlet.Folder inlet, Gate gate, Acknowledgements acknowledgements, ProducerTemplate template) {
    this.acknowledgements = acknowledgements;
    this.inlet = inlet;
    this.gate = gate;
    this.template = template;
  }

  @Override
  public void process(Exchange exchange) throws IOException {
    var name = exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class);
    var file = inlet.directory().resolve(name);
    if (Files.size(file) > LARGEST_FILE) {
      finish(file, tooLarge(), inlet.directory().resolve(FAILED));
      return;
    }
    var answers = new ByteArrayOutputStream();
    boolean applied = true;
    for (byte[] message : Messages.split(Files.readAllBytes(file))) {
      if (!gate.isOpen()) {
        return;
      }
      var outcome = ingest(message);
      if (!outcome.journalled()) {
        LOG.warn("inlet {}: a file stays in the folder, its messages not journalled", inlet.name());
        return;
      }
      outcome.answer().ifPresent(answers::writeBytes);
      applied &= outcome.applied();
    }
    finish(file, answers.toByteArray(), inlet.directory().resolve(applied ? DONE : FAILED));
  }

  private byte[] tooLarge() {
    var problems = List.of(Refusals.tooLarge(LARGEST_FILE));
    return acknowledgements
        .answer(new byte[0], "U0", JournalEntry.State.REJECTED, problems)
        .orElse(new byte[0]);
  }

  private Outcome ingest(byte[] message) {
    var answered =
        template.request(
            IngestRoute.ENDPOINT,
            exchange -> {
              exchange.setProperty(IngestRoute.INLET, inlet);
              exchange.getMessage().setBody(message);
            });
    var outcome = answered.getProperty(IngestRoute.OUTCOME, Outcome.class);
    if (outcome == null) {
      throw new IllegalStateException("the spine gave no outcome", answered.getException());
    }
    return outcome;
  }

  /** The answers are there before the file is, so that whoever sees the file finds them. */
  private static void finish(Path file, byte[] answers, Path folder) throws IOException {
    Files.createDirectories(folder);
    var name = file.getFileName().toString();
    var unfinished = folder.resolve('.' + name + ACK);
    Files.write(unfinished, answers);
    Files.move(
        unfinished,
        folder.resolve(name + ACK),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    Files.move(
        file,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
