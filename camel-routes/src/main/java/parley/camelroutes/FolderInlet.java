package parley.camelroutes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.mappings.Content;
import parley.mappings.Mappings;
import parley.mappings.MessageFormat;

/**
 * Takes a file of the working folder along the spine, message by message, and puts it away with the
 * acknowledgements. A file of which a message could not even be journalled, or that a stop or a
 * crash left half done, stays where it is and is worked again; what of it was applied then gets its
 * stored answer.
 */
final class FolderInlet implements Processor {

  private static final Logger LOG = LoggerFactory.getLogger(FolderInlet.class);

  /** A batch is held in memory whole. */
  private static final int LARGEST_FILE = 100 * 1024 * 1024;

  private final Inlet.Folder inlet;
  private final FolderPlaces places;
  private final Gate gate;
  private final Acknowledgements acknowledgements;
  private final ProducerTemplate template;

  FolderInlet(
      Inlet.Folder inlet,
      FolderPlaces places,
      Gate gate,
      Acknowledgements acknowledgements,
      ProducerTemplate template) {
    this.places = places;
    this.acknowledgements = acknowledgements;
    this.inlet = inlet;
    this.gate = gate;
    this.template = template;
  }

  @Override
  public void process(Exchange exchange) throws IOException {
    var name = exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class);
    var file = places.work().resolve(name);
    if (Files.size(file) > LARGEST_FILE) {
      places.finish(file, tooLarge(), FolderPlaces.FAILED);
      return;
    }
    var answers = new ByteArrayOutputStream();
    boolean applied = true;
    for (byte[] message : messages(Files.readAllBytes(file))) {
      if (!gate.isOpen()) {
        return;
      }
      var outcome = ingest(message);
      if (!outcome.journalled()) {
        LOG.warn("inlet {}: a file waits, its messages not journalled", inlet.name());
        return;
      }
      outcome.answer().ifPresent(answers::writeBytes);
      applied &= outcome.applied();
    }
    places.finish(file, answers.toByteArray(), applied ? FolderPlaces.DONE : FolderPlaces.FAILED);
  }

  /** Only HL7 v2 has several messages in a file; in other formats MSH may begin a line of text. */
  private static List<byte[]> messages(byte[] file) {
    var other =
        Mappings.format(new Content(file))
            .filter(format -> !format.name().equals(MessageFormat.HL7_V2));
    return other.isPresent() ? List.of(file) : Messages.split(file);
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
}
