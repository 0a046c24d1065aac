package parley.camelroutes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.mappings.Content;
import parley.mappings.MessageFormat;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.Sender;
import parley.mappings.Transport;
import parley.mappings.csv.CsvText;

/**
 * The rows of a CSV file, each with the header row before it as one message. Its control id is the
 * row's own reference and a digest of what it says: the same row again is the same message, a
 * corrected one is another message about the same referral.
 */
final class CsvFile implements SplitFile {

  /** Stands between reference and digest in a control id. */
  static final char DIGEST = '#';

  private static final int DIGITS = 16;
  private static final int LONGEST_REFERENCE = 100;

  private final CsvRows rows;
  private final String name;
  private final Sender sender;
  private final MessageMapper mapper;
  private final List<Problem> problems = new ArrayList<>();
  private byte[] header = new byte[0];
  private int headerRow = 1;
  private boolean begun;

  /**
   * Reads a file.
   *
   * @param name of the file, for the journal
   * @param sender whose column map and character set hold
   */
  CsvFile(InputStream in, String name, Sender sender, MessageMapper mapper) {
    this.rows = new CsvRows(in);
    this.name = name;
    this.sender = sender;
    this.mapper = mapper;
  }

  @Override
  public Optional<Item> next() throws IOException {
    if (!begun) {
      begun = true;
      readHeader();
    }
    var row = sound() ? notBlank() : Optional.<CsvRows.Row>empty();
    return row.map(this::item);
  }

  private void readHeader() throws IOException {
    var first = notBlank();
    header = first.map(CsvRows.Row::bytes).orElse(header);
    headerRow = first.map(CsvRows.Row::number).orElse(headerRow);
    var text = CsvText.decode(header, sender.charset());
    if (text.isEmpty()) {
      problems.add(
          Problem.error(
              ProblemCode.CHARSET,
              "header",
              "The bytes are not valid " + sender.charset().name() + '.',
              "Save the file as UTF-8, or in the character set agreed for this sender."));
      return;
    }
    char separator = CsvText.separator(text.get());
    rows.separatedBy(separator);
    var cells = CsvText.rows(text.get(), separator).filter(found -> found.size() == 1);
    problems.addAll(
        mapper.columns(sender, cells.map(found -> found.get(0)).orElse(List.of())).problems());
  }

  private Optional<CsvRows.Row> notBlank() throws IOException {
    var row = rows.next();
    while (row.isPresent() && row.get().blank()) {
      row = rows.next();
    }
    return row;
  }

  private Item item(CsvRows.Row row) {
    if (!row.whole()) {
      var problem =
          Problem.error(
              ProblemCode.UNPARSABLE,
              "row",
              "A cell that begins with a quotation mark ends with one, and a separator or the"
                  + " row's end follows; marks within it are doubled. The line was passed over.",
              "Have the file written by a program that knows CSV (RFC 4180).");
      return new Item.Refused(row.number(), row.bytes(), problem);
    }
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(header);
    bytes.writeBytes(new byte[] {'\r', '\n'});
    bytes.writeBytes(row.bytes());
    var content = bytes.toByteArray();
    var reference =
        mapper
            .reference(sender, new Content(content))
            .filter(said -> said.length() <= LONGEST_REFERENCE);
    var digest = JournalText.digest(new String(content, StandardCharsets.ISO_8859_1));
    var controlId =
        reference.map(said -> said + DIGEST + digest.substring(0, DIGITS)).orElse(digest);
    var transport =
        Transport.silent()
            .with(Transport.Fact.FORMAT, MessageFormat.CSV)
            .with(Transport.Fact.SENDER, sender.id())
            .with(Transport.Fact.MESSAGE_ID, controlId)
            .with(Transport.Fact.FILE, name)
            .with(Transport.Fact.ROW, String.valueOf(row.number()));
    return new Item.Taken(row.number(), new Content(content, transport));
  }

  @Override
  public byte[] opening() {
    return CsvResult.HEADERS.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] answer(Item.Taken item, byte[] answer) {
    return CsvResult.numbered(item.number(), answer);
  }

  @Override
  public byte[] refusal(Item.Refused item) {
    var lines = CsvResult.lines("", JournalEntry.State.REJECTED, List.of(item.problem()));
    return CsvResult.numbered(item.number(), lines);
  }

  /** What is wrong with the header row; with an error there, no row was read. */
  @Override
  public byte[] closing() {
    if (problems.isEmpty()) {
      return new byte[0];
    }
    var state = sound() ? JournalEntry.State.APPLIED : JournalEntry.State.REJECTED;
    return CsvResult.numbered(headerRow, CsvResult.lines("", state, problems));
  }

  @Override
  public boolean sound() {
    return problems.stream().noneMatch(Problem::stops);
  }
}
