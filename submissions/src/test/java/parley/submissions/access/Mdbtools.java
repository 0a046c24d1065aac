package parley.submissions.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

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

  private static List<List<String>> parsed(String csv) throws IOException {
    try (var parser = CSVParser.parse(csv, CSVFormat.RFC4180)) {
      return parser.stream().map(record -> List.of(record.values())).toList();
    }
  }
}
