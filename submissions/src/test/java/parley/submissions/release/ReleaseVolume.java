package parley.submissions.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import parley.submissions.engine.EngineLimits;

/** Measures releases of a year of a made service: referrals, then names of examples. */
public final class ReleaseVolume {

  private static final List<String> TYPES =
      List.of(
          "Patient",
          "ServiceRequest",
          "EpisodeOfCare",
          "Condition",
          "Encounter",
          "Procedure",
          "Observation");

  private ReleaseVolume() {}

  public static void main(String[] arguments) throws IOException {
    var people = new VariedPeople(new MadePeople(Integer.parseInt(arguments[0])));
    var folder = Files.createTempDirectory("release-volume");
    var limits =
        new EngineLimits(Optional.of(folder.resolve("scratch")), Integer.parseInt(arguments[1]), 2);
    say("referrals", arguments[0]);
    timed(
        "making the resources alone",
        () -> TYPES.stream().mapToLong(type -> people.ofType(type).count()).sum());
    var wanted = new ArrayList<ReleaseWanted>();
    for (var example : arguments[2].split(",")) {
      wanted.add(
          new ReleaseWanted(
              MadeOrders.limited(MadeOrders.order(example), limits), folder.resolve(example)));
    }
    var results =
        timed("releases of one reading", () -> MadeOrders.builder().build(people, wanted));
    results.forEach(ReleaseVolume::tell);
    peak();
    delete(folder);
  }

  private static void tell(ReleaseResult result) {
    if (result instanceof ReleaseResult.Released<?> released) {
      say(released.manifest().product().product().code(), released.manifest().rows());
      say("  tally", released.tally());
      released.utility().ifPresent(utility -> say("  figures", utility));
      for (var file : released.manifest().product().files()) {
        say("  " + file.name(), file.bytes() + " bytes");
      }
    } else {
      say("refused", result);
    }
  }

  /** The machine may be busy with other things, so the time of the processors is told as well. */
  private static <T> T timed(String what, Supplier<T> work) {
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

  /** What the process has had in memory at most, of Java and of DuckDB. */
  private static void peak() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      lines.filter(line -> line.startsWith("VmHWM")).forEach(line -> say("  peak memory", line));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void say(String what, Object figure) {
    System.out.printf(Locale.ROOT, "%-36s %s%n", what, figure);
  }
}
