package parley.submissions.release;

import static parley.submissions.engine.Volume.peak;
import static parley.submissions.engine.Volume.say;
import static parley.submissions.engine.Volume.timed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import parley.submissions.engine.EngineLimits;
import parley.submissions.engine.Volume;

/** Measures releases of a year of a made service: referrals, then names of examples. */
public final class ReleaseVolume {

  private ReleaseVolume() {}

  public static void main(String[] arguments) throws IOException {
    var people = new VariedPeople(new MadePeople(Integer.parseInt(arguments[0])));
    var folder = Files.createTempDirectory("release-volume");
    var limits =
        new EngineLimits(Optional.of(folder.resolve("scratch")), Integer.parseInt(arguments[1]), 2);
    say("referrals", arguments[0]);
    Volume.made(people);
    var wanted = new ArrayList<ReleaseWanted>();
    for (var example : arguments[2].split(",")) {
      wanted.add(
          new ReleaseWanted(
              ChangedOrder.of(MadeOrders.order(example)).limits(limits).order(),
              folder.resolve(example)));
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

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
