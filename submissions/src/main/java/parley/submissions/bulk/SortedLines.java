package parley.submissions.bulk;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.TreeMap;
import parley.submissions.pseudonym.Token;

/**
 * Lines in the order of their tokens, so that the order in which resources were stored is not told,
 * and no two recipients have the same. Kept in up to 32 files by the first letter of the token, of
 * which one is in memory at a time.
 */
final class SortedLines implements AutoCloseable {

  private static final int TOKEN = 26;

  private final BulkFiles files;
  private final String name;
  private final TreeMap<Character, OutputStream> parts = new TreeMap<>();

  SortedLines(BulkFiles files, String name) {
    this.files = files;
    this.name = name;
  }

  void add(Token token, String line) throws IOException {
    var letter = token.value().charAt(0);
    var part = parts.get(letter);
    if (part == null) {
      part = new BufferedOutputStream(files.create(part(letter)));
      parts.put(letter, part);
    }
    part.write((token.value() + line + '\n').getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the file; without any line there is none. */
  boolean finish() throws IOException {
    close();
    if (parts.isEmpty()) {
      return false;
    }
    try (var out = new BufferedOutputStream(files.create(name))) {
      for (var letter : parts.keySet()) {
        for (var line : sorted(letter)) {
          out.write(line.substring(TOKEN).getBytes(StandardCharsets.UTF_8));
          out.write('\n');
        }
        files.remove(part(letter));
      }
    }
    return true;
  }

  private ArrayList<String> sorted(char letter) throws IOException {
    try (var in = files.open(part(letter))) {
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      var lines = new ArrayList<>(text.lines().toList());
      lines.sort(null);
      return lines;
    }
  }

  private String part(char letter) {
    return name + ".part-" + letter;
  }

  @Override
  public void close() throws IOException {
    for (var part : parts.values()) {
      part.close();
    }
  }
}
