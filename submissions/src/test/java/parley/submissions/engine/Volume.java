package parley.submissions.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import parley.submissions.view.ViewResources;

/** Prints what a measurement of a made service finds, a figure a line. */
public final class Volume {

  private static final List<String> TYPES =
      List.of(
          "Patient",
          "ServiceRequest",
          "EpisodeOfCare",
          "Condition",
          "Encounter",
          "Procedure",
          "Observation");

  private Volume() {}

  public static void say(String what, Object figure) {
    System.out.printf(Locale.ROOT, "%-36s %s%n", what, figure);
  }

  /** The machine may be busy with other things, so the time of the processors is told as well. */
  public static <T> T timed(String what, Supplier<T> work) {
    var start = System.nanoTime();
    var before = processors();
    var result = work.get();
    System.out.printf(
        Locale.ROOT,
        "%-36s %8.1f s, of the processors %8.1f s%n",
        what,
        (System.nanoTime() - start) / 1e9,
        (processors() - before) / 1e3);
    return result;
  }

  private static long processors() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
  }

  /** What making a service takes that is not to be counted; how many resources it has. */
  public static long made(ViewResources service) {
    return timed(
        "making the resources alone",
        () -> TYPES.stream().mapToLong(type -> service.ofType(type).count()).sum());
  }

  /** What the process has had in memory at most, of Java and of DuckDB. */
  public static void peak() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      lines.filter(line -> line.startsWith("VmHWM")).forEach(line -> say("  peak memory", line));
    }
  }
}
