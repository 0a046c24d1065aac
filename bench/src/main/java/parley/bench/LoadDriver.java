package parley.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import parley.server.synth.NhsNumbers;

/**
 * Measures a running gateway: messages a second and acknowledgement times over MLLP, at one or
 * several numbers of connections. Exit code 0 when every answer was AA.
 */
public final class LoadDriver {

  private static final String USAGE =
      """
      LoadDriver [--host 127.0.0.1] [--port 2575] [--connections 1,8,16] [--seconds 30]
                 [--warmup 10] [--first N] [--json FILE]
        --first   where in the range of NHS test numbers to begin (default: by the clock)
      """;

  private LoadDriver() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try {
      var named = Set.of("host", "port", "connections", "seconds", "warmup", "first", "json");
      System.exit(run(new Options(List.of(arguments), Set.of(), named)));
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.err.print(USAGE);
      System.exit(2);
    }
  }

  private static int run(Options options) throws IOException, InterruptedException {
    var now = Instant.now().getEpochSecond();
    var run = Long.toString(now, 36).toUpperCase(Locale.ROOT);
    // Spread by the clock, so that the next run on the same database meets new patients.
    var first =
        options.number("first", (int) (now * 7919 % (NhsNumbers.BODIES - 100_000)) + 100_000);
    var load =
        new LoadRun(
            options.text("host", "127.0.0.1"),
            options.number("port", 2575),
            run,
            new NhsNumbers(first % NhsNumbers.BODIES));
    var results = new ArrayList<LoadResult>();
    System.out.println(LoadResult.HEADING);
    for (var connections : options.numbers("connections", "1,8,16")) {
      var result =
          load.measure(connections, options.number("warmup", 10), options.number("seconds", 30));
      System.out.println(result.row());
      results.add(result);
    }
    if (options.has("json")) {
      write(Path.of(options.text("json", "")), results);
    }
    return results.stream().allMatch(r -> r.accepted() == r.nanos().length && r.unanswered() == 0)
        ? 0
        : 1;
  }

  private static void write(Path file, List<LoadResult> results) throws IOException {
    var rows = new ArrayList<LinkedHashMap<String, Object>>();
    for (var result : results) {
      var row = new LinkedHashMap<String, Object>();
      row.put("connections", result.connections());
      row.put("seconds", result.seconds());
      row.put("messagesPerSecond", result.perSecond());
      row.put("p50Millis", result.percentile(0.5));
      row.put("p90Millis", result.percentile(0.9));
      row.put("p99Millis", result.percentile(0.99));
      row.put("maxMillis", result.percentile(1));
      row.put("AA", result.accepted());
      row.put("AE", result.errors());
      row.put("AR", result.rejected());
      row.put("unanswered", result.unanswered());
      rows.add(row);
    }
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), rows);
  }
}
