package parley.mappings.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import parley.mappings.hl7v2.CharsetRule;

/** CSV as people's programs write it (RFC 4180, and semicolons or tabs for the comma). */
public final class CsvText {

  private static final String SEPARATORS = ",;\t";

  private CsvText() {}

  /**
   * The character that stands between the cells of a header row: of comma, semicolon and tab the
   * one that occurs most outside quotes; a comma when none does.
   */
  public static char separator(String headerRow) {
    char most = ',';
    int count = 0;
    for (char candidate : SEPARATORS.toCharArray()) {
      int found = occurrences(headerRow, candidate);
      if (found > count) {
        most = candidate;
        count = found;
      }
    }
    return most;
  }

  private static int occurrences(String row, char wanted) {
    int found = 0;
    boolean quoted = false;
    for (int at = 0; at < row.length(); at++) {
      quoted ^= row.charAt(at) == '"';
      found += !quoted && row.charAt(at) == wanted ? 1 : 0;
    }
    return found;
  }

  /**
   * Decodes a file or a part of it from its beginning.
   *
   * @param bytes a byte order mark at their beginning says UTF-8, whatever the sender's settings
   * @return without the mark; empty when the bytes are not valid in the character set
   */
  public static Optional<String> decode(byte[] bytes, Charset sender) {
    var marked =
        bytes.length >= 3
            && bytes[0] == (byte) 0xef
            && bytes[1] == (byte) 0xbb
            && bytes[2] == (byte) 0xbf;
    var decoded = CharsetRule.decode(bytes, "", marked ? StandardCharsets.UTF_8 : sender);
    return decoded instanceof CharsetRule.Decoded.Text text
        ? Optional.of(text.text())
        : Optional.empty();
  }

  /**
   * The rows of a text.
   *
   * @return each with its cells as written; empty when a quoted cell does not end or text follows
   *     its end
   */
  public static Optional<List<List<String>>> rows(String text, char separator) {
    var format = CSVFormat.RFC4180.builder().setDelimiter(separator).get();
    try (var parser = CSVParser.parse(text, format)) {
      var rows = new ArrayList<List<String>>();
      for (CSVRecord row : parser) {
        rows.add(List.of(row.values()));
      }
      return Optional.of(rows);
    } catch (IOException | UncheckedIOException | IllegalStateException malformed) {
      return Optional.empty();
    }
  }
}
