package parley.server.demo;

import java.io.PrintStream;

/** The entrance: plays a day against a running gateway and reports. */
public final class DemoCommand {

  private final PrintStream out;

  /**
   * A demo that reports here.
   *
   * @param out where progress and report go, such as standard output
   */
  public DemoCommand(PrintStream out) {
    this.out = out;
  }

  /**
   * Plays the day once.
   *
   * @param settings where the gateway is; it must be ready and know the senders of {@code
   *     application-demo.yaml}
   * @return 0 when every message got the outcome that the script expects and every address shown
   *     works, 1 otherwise
   * @throws InterruptedException when broken off
   */
  public int run(DemoSettings settings) throws InterruptedException {
    var day = DemoDay.script(settings.seed(), settings.start());
    out.println("Playing a day of " + day.size() + " messages");
    var progress = new Progress(out, day.size(), System.console() != null);
    var began = System.nanoTime();
    var played = new DayPlayer(settings).play(day, progress::add);
    var seconds = (System.nanoTime() - began) / 1e9;
    var report = new DemoReport(played);
    var reader = new RecordReader(settings.http());
    var examples = reader.examples(someoneReferred(day));
    out.println(report.text(settings.http(), seconds, reader.counts(), examples));
    var shown = examples.stream().allMatch(RecordReader.Example::works);
    return report.mismatches().isEmpty() && shown ? 0 : 1;
  }

  private static String someoneReferred(Iterable<DemoMessage> day) {
    for (var message : day) {
      if (message.type().equals("REF^I12")
          && message.expected() == Outcome.AA
          && message.sender().equals("gp-riverside")
          && NhsNumbers.valid(message.patient())) {
        return message.patient();
      }
    }
    throw new IllegalStateException("the day has no referral");
  }
}
