package parley.submissions.bulk;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import parley.submissions.pseudonym.Pseudonyms;
import parley.submissions.pseudonym.Token;

/**
 * Which token of the key before stands for what a new one stands for, of those that stand in an
 * export and of nobody else: a Parameters resource for each, in the order of the new ones.
 */
final class BulkPairs implements AutoCloseable {

  static final String TYPE = "Parameters";

  /** All that it writes beside tokens and types. */
  static final String WORDS = "resourceType Parameters parameter name type old new valueCode pairs";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Pseudonyms before;
  private final SortedLines lines;
  private final IdSet noted = new IdSet();
  private long count;

  /**
   * @param name of the file
   */
  BulkPairs(Pseudonyms before, BulkFiles files, String name) {
    this.before = before;
    this.lines = new SortedLines(files, name);
  }

  /**
   * Notes a token that stands in the export, the first time that it does.
   *
   * @param value what it was made of: an NHS number, or the id of another resource
   */
  void note(Token now, String type, String id, String value) {
    if (noted.contains(type, value)) {
      return;
    }
    noted.add(type, value);
    count++;
    var pair = JSON.createObjectNode().put("resourceType", TYPE);
    var parameters = pair.putArray("parameter");
    var old = BulkTokens.token(before, type, id, value).value();
    parameters.addObject().put("name", "type").put("valueCode", type);
    parameters.addObject().put("name", "old").put("valueCode", old);
    parameters.addObject().put("name", "new").put("valueCode", now.value());
    try {
      lines.add(now, pair.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the file; without any pair there is none. */
  boolean finish() throws IOException {
    return lines.finish();
  }

  long count() {
    return count;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
