package parley.submissions.disclosure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;

/**
 * Measures k and l of a finished file: the second implementation, which shares no code with {@link
 * RowSuppression} or {@link RowFile}. It parses the bytes itself, sorts the rows and walks over
 * runs of equal ones, where the first groups by hashing.
 */
public final class RowFileCheck {

  private static final String SEPARATOR = "\u0001";

  private RowFileCheck() {}

  /**
   * What was measured.
   *
   * @param rows without the header
   * @param classes how many different combinations of quasi-identifiers there are
   * @param leastClass k: rows in the smallest class; 0 in a file without rows
   * @param leastVariety l: fewest different values of a sensitive column in a class
   * @param leastValue rows with the rarest sensitive value of the whole file
   * @param faults why the file may not be released, without values; empty when it may
   */
  public record Verdict(
      int rows,
      int classes,
      int leastClass,
      int leastVariety,
      int leastValue,
      List<String> faults) {
    public Verdict {
      faults = List.copyOf(faults);
    }
  }

  /** Measures; the stream is read to its end and left open. */
  public static Verdict of(InputStream csv, RowRule rule) throws IOException {
    return of(csv, rule, List.of());
  }

  /**
   * Measures rows with further columns, such as pseudonyms, which are passed over.
   *
   * @param others names of those columns
   */
  public static Verdict of(InputStream csv, RowRule rule, List<String> others) throws IOException {
    var records = records(new String(csv.readAllBytes(), StandardCharsets.UTF_8));
    var faults = new ArrayList<String>();
    if (records.isEmpty()) {
      return new Verdict(0, 0, 0, 0, 0, List.of("the file has no header"));
    }
    var header = records.remove(0);
    var allowed = new ArrayList<>(rule.quasi());
    allowed.addAll(rule.sensitive());
    allowed.addAll(others);
    if (!new TreeSet<>(header).equals(new TreeSet<>(allowed)) || header.size() != allowed.size()) {
      faults.add("the columns are not those of the rule");
    }
    if (records.stream().anyMatch(record -> record.size() != header.size())) {
      faults.add("a row has more or fewer values than the header");
    }
    if (!faults.isEmpty()) {
      return new Verdict(records.size(), 0, 0, 0, 0, faults);
    }
    var byClass = sorted(records, header, rule.quasi(), List.of());
    var smallest = runs(byClass);
    var classes = different(byClass);
    var variety = Integer.MAX_VALUE;
    var rarest = Integer.MAX_VALUE;
    for (var column : rule.sensitive()) {
      variety = Math.min(variety, variety(sorted(records, header, rule.quasi(), List.of(column))));
      rarest = Math.min(rarest, runs(sorted(records, header, List.of(column), List.of())));
    }
    if (!records.isEmpty() && smallest < rule.k()) {
      faults.add("a class has fewer rows than k");
    }
    if (!records.isEmpty() && variety < rule.l()) {
      faults.add("a class has fewer different sensitive values than l");
    }
    if (!records.isEmpty() && rarest < rule.k()) {
      faults.add("a sensitive value has fewer rows than k");
    }
    return new Verdict(
        records.size(),
        classes,
        smallest,
        rule.sensitive().isEmpty() ? 0 : variety,
        rule.sensitive().isEmpty() ? 0 : rarest,
        faults);
  }

  private static String[] sorted(
      List<List<String>> records, List<String> header, List<String> keys, List<String> last) {
    var lines = new String[records.size()];
    for (var at = 0; at < lines.length; at++) {
      var line = new StringBuilder();
      for (var key : keys) {
        line.append(records.get(at).get(header.indexOf(key))).append(SEPARATOR);
      }
      line.append(SEPARATOR);
      for (var key : last) {
        line.append(records.get(at).get(header.indexOf(key)));
      }
      lines[at] = line.toString();
    }
    Arrays.sort(lines);
    return lines;
  }

  private static int runs(String[] lines) {
    var least = lines.length;
    var start = 0;
    for (var at = 1; at <= lines.length; at++) {
      if (at == lines.length || !lines[at].equals(lines[start])) {
        least = Math.min(least, at - start);
        start = at;
      }
    }
    return least;
  }

  private static int different(String[] lines) {
    var different = 0;
    for (var at = 0; at < lines.length; at++) {
      different += at == 0 || !lines[at].equals(lines[at - 1]) ? 1 : 0;
    }
    return different;
  }

  private static int variety(String[] lines) {
    var least = Integer.MAX_VALUE;
    var different = 0;
    for (var at = 0; at < lines.length; at++) {
      different += at == 0 || !lines[at].equals(lines[at - 1]) ? 1 : 0;
      if (at == lines.length - 1 || !group(lines[at]).equals(group(lines[at + 1]))) {
        least = Math.min(least, different);
        different = 0;
      }
    }
    return lines.length == 0 ? 0 : least;
  }

  private static String group(String line) {
    return line.substring(0, line.indexOf(SEPARATOR + SEPARATOR));
  }

  private static List<List<String>> records(String text) {
    var records = new ArrayList<List<String>>();
    var record = new ArrayList<String>();
    var known = new HashMap<String, String>();
    var cell = new StringBuilder();
    var quoted = false;
    for (var at = 0; at < text.length(); at++) {
      var one = text.charAt(at);
      if (quoted) {
        if (one != '"') {
          cell.append(one);
        } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
          cell.append('"');
          at++;
        } else {
          quoted = false;
        }
      } else if (one == '"') {
        quoted = true;
      } else if (one == ',' || one == '\n') {
        record.add(known.computeIfAbsent(cell.toString(), value -> value));
        cell.setLength(0);
        if (one == '\n') {
          records.add(List.copyOf(record));
          record.clear();
        }
      } else if (one != '\r') {
        cell.append(one);
      }
    }
    if (!record.isEmpty() || !cell.isEmpty()) {
      record.add(cell.toString());
      records.add(List.copyOf(record));
    }
    return records;
  }
}
