package parley.submissions.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Debian's mdbtools, which know nothing of Jackcess. */
final class Mdbtools {

  private static final Pattern COLUMN = Pattern.compile("^\\s*\\[(\\w+)]\\s+(.*?),?\\s*$");

  private Mdbtools() {}

  static boolean isInstalled() throws InterruptedException {
    try {
      run("mdb-ver", "--version");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  static List<String> tables(Path file) throws IOException, InterruptedException {
    return run("mdb-tables", "-1", file.toString())
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }

  /** Type of each field, in order. */
  static Map<String, String> types(Path file, String table)
      throws IOException, InterruptedException {
    var types = new LinkedHashMap<String, String>();
    run("mdb-schema", "--no-indexes", "--no-relations", "-T", table, file.toString(), "access")
        .lines()
        .forEach(
            line -> {
              var column = COLUMN.matcher(line);
              if (column.matches()) {
                types.put(column.group(1), column.group(2));
              }
            });
    return types;
  }

  /** The header and the rows. */
  static List<List<String>> records(Path file, String table)
      throws IOException, InterruptedException {
    var moment = "%Y-%m-%dT%H:%M:%S";
    return parsed(run("mdb-export", "-D", moment, "-T", moment, file.toString(), table));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("LC_ALL", "C.UTF-8");
    var process = builder.start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return text;
  }

  private static List<List<String>> parsed(String csv) {
    var records = new ArrayList<List<String>>();
    var record = new ArrayList<String>();
    var value = new StringBuilder();
    boolean quoted = false;
    for (int at = 0; at < csv.length(); at++) {
      char one = csv.charAt(at);
      if (quoted) {
        if (one != '"') {
          value.append(one);
        } else if (at + 1 < csv.length() && csv.charAt(at + 1) == '"') {
          value.append(one);
          at++;
        } else {
          quoted = false;
        }
      } else if (one == '"') {
        quoted = true;
      } else if (one == ',' || one == '\n') {
        record.add(value.toString());
        value.setLength(0);
        if (one == '\n') {
          records.add(List.copyOf(record));
          record.clear();
        }
      } else {
        value.append(one);
      }
    }
    return records;
  }
}
