package parley.mappings.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.mappings.Content;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordIds;
import parley.mappings.Sender;
import parley.terminology.Terminology;

/**
 * One row under its header row.
 *
 * @param columns of the file
 * @param cells of the row, as many as columns, without white space around them
 */
record CsvRow(CsvColumns columns, List<String> cells) {

  CsvRow {
    cells = List.copyOf(cells);
  }

  /** What reading came to. */
  sealed interface Result {
    record Read(CsvRow row) implements Result {}

    record Unreadable(Problem problem) implements Result {}
  }

  /**
   * Reads content that is a header row and one row.
   *
   * @param sender whose character set and column map hold
   */
  static Result read(Content content, Sender sender, Terminology terminology) {
    var text = CsvText.decode(content.bytes(), sender.charset());
    if (text.isEmpty()) {
      return unreadable(
          ProblemCode.CHARSET,
          "The bytes are not valid " + sender.charset().name() + '.',
          "Save the file as UTF-8, or in the character set agreed for this sender.");
    }
    var rows = CsvText.rows(text.get(), CsvText.separator(firstLine(text.get())));
    if (rows.isEmpty() || rows.get().size() != 2) {
      return unreadable(
          ProblemCode.UNPARSABLE,
          "A cell that begins with a quotation mark ends with one, and a separator or the row's"
              + " end follows; marks within it are doubled.",
          "Have the file written by a program that knows CSV (RFC 4180).");
    }
    var headers = rows.get().get(0);
    var cells = new ArrayList<String>();
    rows.get().get(1).forEach(cell -> cells.add(cell.strip()));
    while (cells.size() > headers.size() && cells.get(cells.size() - 1).isEmpty()) {
      cells.remove(cells.size() - 1);
    }
    if (cells.size() > headers.size()) {
      return unreadable(
          ProblemCode.UNPARSABLE,
          "The row has more cells than there are headers, so a cell can belong to another column.",
          "Put a cell that holds the separator into quotation marks.");
    }
    if (cells.size() < headers.size()) {
      return unreadable(
          ProblemCode.UNPARSABLE,
          "The row has fewer cells than there are headers, so it may have been cut off, and its last"
              + " cell with it.",
          "Send the row whole, with a separator for each empty cell at its end.");
    }
    return new Result.Read(new CsvRow(CsvColumns.read(headers, sender, terminology), cells));
  }

  private static String firstLine(String text) {
    return text.split("[\r\n]", 2)[0];
  }

  private static Result unreadable(ProblemCode code, String rule, String remedy) {
    return new Result.Unreadable(Problem.error(code, "row", rule, remedy));
  }

  /** A cell with the header of its column. */
  record Cell(String header, String value) {}

  /** The cells that say a fact, without empty ones, in the order of the file. */
  List<Cell> all(CsvFact fact) {
    var found = new ArrayList<Cell>();
    for (int at = 0; at < cells.size(); at++) {
      var column = columns.columns().get(at);
      if (column.fact().filter(fact::equals).isPresent() && !cells.get(at).isEmpty()) {
        found.add(new Cell(column.header(), cells.get(at)));
      }
    }
    return found;
  }

  /** What the row says of a fact; an empty text when nothing. */
  String value(CsvFact fact) {
    return all(fact).stream().findFirst().map(Cell::value).orElse("");
  }

  /**
   * Which referral of its sender the row is: its own reference, else made of who was referred and
   * when; so a row that is corrected in anything else is the same referral.
   *
   * @return empty when the row says neither
   */
  Optional<String> referral() {
    if (!value(CsvFact.REFERRAL_REFERENCE).isEmpty()) {
      return Optional.of(value(CsvFact.REFERRAL_REFERENCE));
    }
    var person =
        value(CsvFact.NHS_NUMBER).isEmpty()
            ? value(CsvFact.LOCAL_IDENTIFIER)
            : value(CsvFact.NHS_NUMBER).replace(" ", "");
    var day = value(CsvFact.REFERRAL_DATE);
    return person.isEmpty() || day.isEmpty()
        ? Optional.empty()
        : Optional.of(RecordIds.of("csv-referral", person, CsvDates.hl7(day).orElse(day)));
  }
}
