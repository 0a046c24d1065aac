package parley.submissions.disclosure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * Measures k and l of a finished file: the second implementation, which shares no code with {@link
 * RowSuppression} or {@link RowFile}. It parses the bytes that were written, sorts the rows and
 * walks over runs of equal ones, where the first groups by hashing. Whose a row is stands in no
 * file: it counts rows, and that these are of k people is the word of the first alone.
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
   * @param leastVariety l: fewest different values of a sensitive column in a class; words for what
   *     is absent or hidden are none
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
    var lines = records(csv.readAllBytes());
    if (lines.isEmpty()) {
      return new Verdict(0, 0, 0, 0, 0, List.of("the file is no CSV in UTF-8"));
    }
    if (lines.get().isEmpty()) {
      return new Verdict(0, 0, 0, 0, 0, List.of("the file has no header"));
    }
    var header = lines.get().get(0);
    var records = lines.get().subList(1, lines.get().size());
    var faults = new ArrayList<String>();
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
    if (rule.everything()) {
      faults.addAll(everything(records, header, rule));
    }
    return new Verdict(
        records.size(),
        classes,
        smallest,
        variety == Integer.MAX_VALUE ? 0 : variety,
        rule.sensitive().isEmpty() ? 0 : rarest,
        faults);
  }

  /** What somebody finds who knows all columns of a person, or all but one. */
  private static List<String> everything(
      List<List<String>> records, List<String> header, RowRule rule) {
    var faults = new ArrayList<String>();
    var columns = new ArrayList<>(rule.quasi());
    columns.addAll(rule.sensitive());
    if (!records.isEmpty() && runs(sorted(records, header, columns, List.of())) < rule.k()) {
      faults.add("fewer rows than k are equal in everything");
    }
    for (var column : rule.sensitive()) {
      var others = new ArrayList<>(columns);
      others.remove(column);
      if (!records.isEmpty()
          && variety(sorted(records, header, others, List.of(column))) < rule.l()) {
        faults.add("all columns but one tell that one");
        break;
      }
    }
    return faults;
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
    var isHidden = true;
    for (var at = 0; at < lines.length; at++) {
      var isNew = at == 0 || !lines[at].equals(lines[at - 1]);
      different += isNew && says(lines[at]) ? 1 : 0;
      isHidden &= lines[at].endsWith(SEPARATOR + SEPARATOR + '*');
      if (at == lines.length - 1 || !group(lines[at]).equals(group(lines[at + 1]))) {
        // Where all of them are hidden, nothing is told.
        least = isHidden ? least : Math.min(least, different);
        different = 0;
        isHidden = true;
      }
    }
    return lines.length == 0 ? 0 : least;
  }

  /** Whether the value at the end of a line is one. */
  private static boolean says(String line) {
    var value = line.substring(group(line).length() + 2 * SEPARATOR.length());
    return RowRule.NO_VALUES.stream().noneMatch(value::equals);
  }

  private static String group(String line) {
    return line.substring(0, line.indexOf(SEPARATOR + SEPARATOR));
  }

  /**
   * The header and the rows, of which each value is held once; empty when the bytes are no UTF-8,
   * or no CSV.
   */
  private static Optional<List<List<String>>> records(byte[] bytes) {
    var known = new HashMap<String, String>();
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      try (var parser = CSVParser.parse(text, CSVFormat.RFC4180)) {
        return Optional.of(
            parser.stream()
                .map(record -> record.stream().map(it -> once(it, known)).toList())
                .toList());
      }
    } catch (IOException | UncheckedIOException malformed) {
      return Optional.empty();
    }
  }

  private static String once(String value, Map<String, String> known) {
    var before = known.putIfAbsent(value, value);
    return before == null ? value : before;
  }
}
