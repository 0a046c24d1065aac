package parley.camelroutes;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import parley.mappings.Content;
import parley.mappings.Mappings;
import parley.mappings.MessageFormat;

/**
 * Takes a file of the working folder along the spine and puts it away with the answers. A file of
 * which a message could not even be journalled, or that a stop or a crash left half done, stays
 * where it is and is worked again; what of it was applied then gets its stored answer.
 */
final class FolderInlet implements Processor {

  private final FolderPlaces places;
  private final FolderLimits limits;
  private final Acknowledgements acknowledgements;
  private final FileWork work;

  FolderInlet(
      FolderPlaces places, FolderLimits limits, Acknowledgements acknowledgements, FileWork work) {
    this.places = places;
    this.limits = limits;
    this.acknowledgements = acknowledgements;
    this.work = work;
  }

  @Override
  public void process(Exchange exchange) throws IOException {
    var name = exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class);
    var file = places.work().resolve(name);
    if (Files.size(file) > limits.largestFile()) {
      Files.write(FolderPlaces.answers(file), tooLarge());
      places.finish(file, FolderPlaces.FAILED);
      return;
    }
    switch (work(file)) {
      case APPLIED -> places.finish(file, FolderPlaces.DONE);
      case NOT_ALL -> places.finish(file, FolderPlaces.FAILED);
      case LEFT -> Files.deleteIfExists(FolderPlaces.answers(file));
    }
  }

  private FileWork.End work(Path file) throws IOException {
    try (var in = Files.newInputStream(file);
        var answers = new BufferedOutputStream(Files.newOutputStream(FolderPlaces.answers(file)))) {
      return work.work(split(in, Files.size(file)), answers);
    }
  }

  /** Only HL7 v2 has several messages in a file; in other formats MSH may begin a line of text. */
  private SplitFile split(InputStream in, long size) throws IOException {
    if (size <= limits.largestMessage()) {
      var all = in.readAllBytes();
      if (Mappings.format(new Content(all))
          .filter(format -> !format.name().equals(MessageFormat.HL7_V2))
          .isPresent()) {
        return new WholeFile(all);
      }
      return new BatchFile(
          new ByteArrayInputStream(all), limits.largestMessage(), acknowledgements);
    }
    return new BatchFile(in, limits.largestMessage(), acknowledgements);
  }

  private byte[] tooLarge() {
    var problems = List.of(Refusals.fileTooLarge(limits.largestFile()));
    return acknowledgements
        .answer(new byte[0], "U0", JournalEntry.State.REJECTED, problems)
        .orElse(new byte[0]);
  }
}
