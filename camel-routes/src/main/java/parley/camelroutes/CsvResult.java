package parley.camelroutes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import parley.mappings.Content;
import parley.mappings.MessageFormat;
import parley.mappings.Problem;
import parley.mappings.Transport;

/**
 * Answers rows of a CSV file with lines of a result file: a line for each problem, or one line
 * without. A cell that a spreadsheet would take for a formula is made harmless, because references
 * and headers are what somebody else wrote.
 */
final class CsvResult implements AnswerWriter {

  /** The headers; the number of the row is put before the lines when the file is written. */
  static final String HEADERS = "row,reference,outcome,field,rule,remedy\r\n";

  private static final String LINE_END = "\r\n";

  /** What makes a spreadsheet take a cell for a formula. */
  private static final String FORMULA = "=+-@\t\r";

  @Override
  public String format() {
    return MessageFormat.CSV;
  }

  @Override
  public Optional<byte[]> answer(
      Content content, String reference, JournalEntry.State state, List<Problem> problems) {
    return Optional.of(lines(reference(content), state, problems));
  }

  /** What stands before the digest in the control id that {@link CsvFile} gives a row. */
  private static String reference(Content content) {
    var controlId = content.transport().get(Transport.Fact.MESSAGE_ID).orElse("");
    int end = controlId.lastIndexOf(CsvFile.DIGEST);
    return end < 0 ? "" : controlId.substring(0, end);
  }

  static byte[] lines(String reference, JournalEntry.State state, List<Problem> problems) {
    var outcome = outcome(state);
    var text =
        problems.isEmpty()
            ? line(reference, outcome, "", "", "")
            : problems.stream()
                .map(one -> line(reference, outcome, one.location(), one.rule(), one.remedy()))
                .collect(Collectors.joining());
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The lines of a row with its number before each. */
  static byte[] numbered(int row, byte[] lines) {
    var text = new StringBuilder();
    for (var line : new String(lines, StandardCharsets.UTF_8).split(LINE_END)) {
      text.append(row).append(',').append(line).append(LINE_END);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A whole result file about a file of which nothing was read. */
  static byte[] alone(List<Problem> problems) {
    var lines =
        new String(lines("", JournalEntry.State.REJECTED, problems), StandardCharsets.UTF_8);
    return (HEADERS + ',' + lines).getBytes(StandardCharsets.UTF_8);
  }

  private static String outcome(JournalEntry.State state) {
    return switch (state) {
      case APPLIED -> "accepted";
      case REJECTED -> "refused";
      default -> state.name().toLowerCase(Locale.ROOT);
    };
  }

  private static String line(String... cells) {
    return List.of(cells).stream().map(CsvResult::cell).collect(Collectors.joining(",")) + LINE_END;
  }

  private static String cell(String text) {
    var plain = text.replaceAll("[\r\n]+", " ");
    var harmless = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + plain : plain;
    return harmless.chars().anyMatch(one -> one == ',' || one == '"' || one == ';' || one == '\'')
        ? '"' + harmless.replace("\"", "\"\"") + '"'
        : harmless;
  }
}
