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
import parley.mappings.Problem;

/**
 * Takes a file of the working folder along the spine and puts it away with the answers. A file of
 * which a message could not even be journalled, or that a stop or a crash left half done, stays
 * where it is and is worked again; what of it was applied then gets its stored answer.
 */
final class FolderInlet implements Processor {

  private final Inlet.Folder inlet;
  private final FolderPlaces places;
  private final FolderLimits limits;
  private final MessageMapper mapper;
  private final Acknowledgements acknowledgements;
  private final FileWork work;

  FolderInlet(
      Inlet.Folder inlet,
      FolderPlaces places,
      FolderLimits limits,
      MessageMapper mapper,
      Acknowledgements acknowledgements,
      FileWork work) {
    this.inlet = inlet;
    this.mapper = mapper;
    this.places = places;
    this.limits = limits;
    this.acknowledgements = acknowledgements;
    this.work = work;
  }

  @Override
  public void process(Exchange exchange) throws IOException {
    var name = exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class);
    var file = places.work().resolve(name);
    var csv = FolderPlaces.csv(name);
    if (Files.size(file) > limits.largestFile()) {
      refuse(file, csv, Refusals.fileTooLarge(limits.largestFile()));
    } else if (csv && inlet.csvSender().isEmpty()) {
      refuse(file, csv, Refusals.noColumnMap());
    } else {
      switch (work(file, csv)) {
        case APPLIED -> places.finish(file, FolderPlaces.DONE);
        case NOT_ALL -> places.finish(file, FolderPlaces.FAILED);
        case LEFT -> Files.deleteIfExists(FolderPlaces.answers(file));
      }
    }
  }

  private FileWork.End work(Path file, boolean csv) throws IOException {
    try (var in = Files.newInputStream(file);
        var answers = new BufferedOutputStream(Files.newOutputStream(FolderPlaces.answers(file)))) {
      return work.work(csv ? rows(file, in) : split(in, Files.size(file)), answers);
    }
  }

  private SplitFile rows(Path file, InputStream in) {
    var name = FolderPlaces.given(file.getFileName().toString());
    return new CsvFile(in, name, inlet.csvSender().orElseThrow(), mapper);
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

  /** Puts a file away of which nothing was read. */
  private void refuse(Path file, boolean csv, Problem problem) throws IOException {
    var problems = List.of(problem);
    var answer =
        csv
            ? CsvResult.alone(problems)
            : acknowledgements
                .answer(new byte[0], "U0", JournalEntry.State.REJECTED, problems)
                .orElse(new byte[0]);
    Files.write(FolderPlaces.answers(file), answer);
    places.finish(file, FolderPlaces.FAILED);
  }
}
