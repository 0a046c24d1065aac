package parley.server.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import parley.server.synth.NhsNumbers;

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
   * @return 0 when every message and write got the answer that the script expects, every course the
   *     outcome that the generator meant, and every address shown works, 1 otherwise
   * @throws InterruptedException when broken off
   */
  public int run(DemoSettings settings) throws InterruptedException {
    var plan = DemoDay.plan(settings.seed(), settings.start());
    var day = plan.messages();
    out.println("Playing a day of " + day.size() + " messages");
    var progress = new Progress(out, day.size(), System.console() != null);
    var began = System.nanoTime();
    var played = new DayPlayer(settings).play(day, progress::add);
    var seconds = (System.nanoTime() - began) / 1e9;
    out.println("Telling " + plan.inTreatment().size() + " courses of treatment over FHIR REST");
    var ehr = new EhrReport(courses(settings, plan), settings.http());
    var report = new DemoReport(played, ehr);
    var reader = new RecordReader(settings.http());
    var examples = new ArrayList<>(reader.examples(someoneReferred(day)));
    examples.addAll(ehr.examples(reader));
    out.println(report.text(settings.http(), seconds, reader.counts(), examples));
    var shown = examples.stream().allMatch(RecordReader.Example::works);
    return report.mismatches().isEmpty() && shown ? 0 : 1;
  }

  private static List<EhrDay.Told> courses(DemoSettings settings, DemoDay.Plan plan)
      throws InterruptedException {
    var line = new FhirLine(settings.http());
    return new EhrDay(line, settings.seed()).play(plan.inTreatment());
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
