package parley.server.release;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The register as a person at the command line sees it. */
final class ReleaseShown {

  private final PrintStream out;

  ReleaseShown(PrintStream out) {
    this.out = out;
  }

  void line(ReleaseRow row) {
    out.println(row.title() + " - " + row.state().code());
  }

  /**
   * Everything, the exact numbers too: who may run the command may read the record. How many opted
   * out is for the register alone.
   */
  int whole(ReleaseRow row) {
    line(row);
    var told = row.result();
    say("reason", row.reason());
    say("ordered", row.orderedAt() + " by " + row.orderedBy());
    say("agreement", row.sha256());
    say("recipient", row.recipient());
    say("key", row.keyId());
    say("opt-out list", row.optOutList().map(Object::toString).orElse(""));
    say("folder", row.state() == ReleaseState.RELEASED ? row.folder().toString() : "");
    var tally = new TreeMap<>(told.tally());
    tally.remove(ReleaseTold.OPTED_OUT);
    say("of the record", counts(tally));
    for (var rows : told.rows()) {
      var risk =
          rows.k() == 0
              ? ""
              : "; k %d, l %d, risk at most %s, mean %s"
                  .formatted(rows.k(), rows.l(), rows.highestRisk(), rows.meanRisk());
      var left = rows.suppressed().isEmpty() ? "" : "; left out: " + rows.suppressed();
      say(rows.grain(), rows.rows() + " rows" + risk + left);
    }
    say("figures", counts(told.figures()));
    say("what that cost", counts(told.utility()));
    told.files().forEach(file -> say("file", file.sha256() + "  " + file.name()));
    say("manifest", row.manifest().orElse(""));
    told.faults().forEach(fault -> say("fault", fault.sentence()));
    return 0;
  }

  void agreements(List<ReleaseAgreements.Filed> filed) {
    for (var one : filed) {
      if (one.found() instanceof ReleaseAgreements.Found.Holds holds) {
        var agreement = holds.agreement();
        out.println(
            "%s: %s|%s %s for %s until %s, %s"
                .formatted(
                    one.file(),
                    agreement.url(),
                    agreement.version(),
                    agreement.product().code(),
                    agreement.recipient(),
                    agreement.expiry(),
                    agreement.digest()));
      } else if (one.found() instanceof ReleaseAgreements.Found.Refused refused) {
        refused.faults().forEach(fault -> out.println(one.file() + ": " + fault.sentence()));
      }
    }
  }

  private void say(String what, String text) {
    if (!text.isEmpty()) {
      out.println("  " + what + ": " + text);
    }
  }

  private static String counts(Map<String, ?> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
