package parley.camelroutes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import parley.mappings.Content;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/**
 * The messages of a file, and whether the file holds what its batch segments say it does (HL7
 * v2.5.1 sections 2.10.3 and 2.15.4 on: BTS-1 counts messages, FTS-1 batches). A file that begins a
 * batch and ends without the end of it was cut off; the message it breaks off in cannot be told
 * from half a message and is not taken, not even journalled, so that it can be sent again whole
 * under its own control id.
 */
final class BatchFile implements SplitFile {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** What stands in for the header of a file that has none. */
  private static final String NO_HEADER = "MSH|^~\\&|||||||FHS|";

  private final Messages messages;
  private final int largest;
  private final Acknowledgements acknowledgements;
  private final List<Problem> problems = new ArrayList<>();
  private String header = NO_HEADER;
  private boolean fileOpen;
  private boolean batchOpen;
  private int number;
  private long messagesInBatch;
  private int batches;
  private int batchEnds;

  /**
   * Reads a file.
   *
   * @param largest bytes of the largest message
   */
  BatchFile(InputStream in, int largest, Acknowledgements acknowledgements) {
    this.messages = new Messages(in, largest);
    this.largest = largest;
    this.acknowledgements = acknowledgements;
  }

  @Override
  public Optional<Item> next() throws IOException {
    for (var part = messages.next(); part.isPresent(); part = messages.next()) {
      if (part.get() instanceof Messages.Part.BatchSegment segment) {
        note(segment.text());
      } else {
        messagesInBatch++;
        number++;
        return Optional.of(item(part.get()));
      }
    }
    end();
    return Optional.empty();
  }

  private Item item(Messages.Part part) {
    if (part instanceof Messages.Part.TooLarge tooLarge) {
      return new Item.Refused(number, tooLarge.beginning(), Refusals.tooLarge(largest));
    }
    var message = (Messages.Part.Message) part;
    return message.last() && (fileOpen || batchOpen)
        ? new Item.Refused(number, message.bytes(), Refusals.cutOff())
        : new Item.Taken(number, new Content(message.bytes()));
  }

  @Override
  public byte[] refusal(Item.Refused item) {
    return answer(item.beginning(), List.of(item.problem()));
  }

  /** Addressed as FHS says, or else BHS, so that the sender of the file knows it again. */
  @Override
  public byte[] closing() {
    return problems.isEmpty()
        ? new byte[0]
        : answer(header.getBytes(StandardCharsets.ISO_8859_1), problems);
  }

  @Override
  public boolean sound() {
    return problems.stream().noneMatch(Problem::stops);
  }

  private byte[] answer(byte[] header, List<Problem> found) {
    var stops = found.stream().anyMatch(Problem::stops);
    var state = stops ? JournalEntry.State.REJECTED : JournalEntry.State.APPLIED;
    return acknowledgements.answer(header, "U0", state, found).orElse(new byte[0]);
  }

  private void note(String segment) {
    var fields = fields(segment);
    switch (fields[0]) {
      case "FHS" -> {
        keepHeader(segment, fields);
        fileOpen = true;
        batches = 0;
      }
      case "BHS" -> {
        keepHeader(segment, fields);
        if (batchOpen) {
          missing("BTS", "A batch that BHS begins is ended by BTS.");
        }
        batchOpen = true;
        messagesInBatch = 0;
        batches++;
      }
      case "BTS" -> {
        batchEnds++;
        count(
            "BTS" + (batchEnds == 1 ? "" : "[" + batchEnds + ']') + "-1", fields, messagesInBatch);
        batchOpen = false;
        messagesInBatch = 0;
      }
      default -> {
        if (batches > 0) {
          count("FTS-1", fields, batches);
        }
        fileOpen = false;
      }
    }
  }

  private void end() {
    if (batchOpen) {
      missing("BTS", "A batch that BHS begins is ended by BTS; the file was cut off.");
    } else if (fileOpen) {
      missing("FTS", "A file that FHS begins is ended by FTS; the file was cut off.");
    }
    batchOpen = false;
    fileOpen = false;
  }

  private void missing(String segment, String rule) {
    problems.add(
        Problem.error(
            ProblemCode.MISSING_SEGMENT,
            segment,
            rule,
            "Send the file again whole; what was applied stays as it is."));
  }

  /** The counts are optional; a file is not refused for them, but somebody has to look. */
  private void count(String location, String[] fields, long found) {
    var said = fields.length > 1 ? fields[1].strip() : "";
    if (said.isEmpty()) {
      return;
    }
    if (!NUMBER.matcher(said).matches()) {
      problems.add(
          Problem.warning(
              ProblemCode.INVALID_VALUE,
              location,
              "The count is a number; it could not be checked.",
              "Send the number of what the file holds, or nothing."));
    } else if (Long.parseLong(said) != found) {
      var what = location.startsWith("B") ? "messages of the batch" : "batches of the file";
      problems.add(
          Problem.error(
              ProblemCode.CONTRADICTION,
              location,
              "The count is that of the " + what + ", of which there are " + found + '.',
              "Check that nothing was lost where the file was made or sent, and send what is"
                  + " missing; what was applied stays as it is."));
    }
  }

  private void keepHeader(String segment, String[] fields) {
    if (!header.equals(NO_HEADER) || segment.length() < 8) {
      return;
    }
    var parties = new StringBuilder("MSH");
    var separator = segment.charAt(3);
    for (int at = 1; at <= 5; at++) {
      parties.append(separator).append(at < fields.length ? fields[at] : "");
    }
    header = parties.toString() + separator + separator + separator + "FHS" + separator;
    header += fields.length > 10 ? fields[10] : "";
  }

  /** The name, then what stands between separators: FHS-2 is at 1, as BTS-1 is. */
  private static String[] fields(String segment) {
    return segment.length() <= 3
        ? new String[] {segment}
        : segment.split(Pattern.quote(segment.substring(3, 4)), -1);
  }
}
