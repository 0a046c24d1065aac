package parley.submissions.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what a release left in its folder. */
final class ReleasedFolder {

  private ReleasedFolder() {}

  /** Every file by name; as text, of bytes one by one. */
  static SortedMap<String, String> files(Path folder) {
    try (var files = Files.walk(folder)) {
      var all = new TreeMap<String, String>();
      for (var file : files.filter(Files::isRegularFile).toList()) {
        all.put(
            folder.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of a CSV, the header first. No value of those read so has a quote. */
  static List<List<String>> rows(Path folder, String start) {
    var text =
        files(folder).entrySet().stream()
            .filter(file -> file.getKey().contains(start) && file.getKey().endsWith(".csv"))
            .findFirst()
            .orElseThrow()
            .getValue();
    return text.lines().map(line -> List.of(line.split(",", -1))).toList();
  }

  /** The values of a column, in the order of the rows. */
  static List<String> column(Path folder, String start, String name) {
    var rows = rows(folder, start);
    var at = rows.get(0).indexOf(name);
    var values = new ArrayList<String>();
    rows.stream().skip(1).forEach(row -> values.add(row.get(at)));
    return values;
  }

  /** Names of what is in a folder that may not be there. */
  static List<String> beside(Path folder) {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
