package parley.server.demo;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import parley.server.synth.Er7;
import parley.server.synth.MadePerson;

/** Questionnaires answered at Riverside Surgery, sent at the end of its day. */
final class PracticeForms {

  private static final LocalTime FIRST = LocalTime.of(17, 0);
  private static final String TYPE = "ORU";

  private final GpRiverside riverside = new GpRiverside();
  private final DayScript script;
  private final Random random;
  private int sent;

  PracticeForms(DayScript script, long seed) {
    this.script = script;
    this.random = new Random(seed + 2);
  }

  /**
   * Writes them.
   *
   * @param people at least 8 people of the practice, each referred before
   */
  void write(List<MadePerson> people) {
    var phq9 = PracticeResult.PHQ_9;
    var gad7 = PracticeResult.GAD_7;
    good(people.get(0), report -> report.inWords(phq9, mood(0)), phq9, "PHQ-9, LOINC answers");
    good(people.get(1), report -> report.inWords(gad7, answers(7)), gad7, "GAD-7, LOINC answers");
    var points = mood(0);
    var total = points.stream().mapToInt(Integer::intValue).sum();
    good(
        people.get(2),
        report -> report.inPoints(phq9, points).total(phq9, total),
        phq9,
        "PHQ-9 in points, and its total");
    good(people.get(3), report -> report.inPoints(gad7, answers(7)), gad7, "GAD-7 in points");
    good(people.get(4), report -> report.inWords(phq9, mood(1)), phq9, "PHQ-9 item 9 above 0");
    good(people.get(5), report -> report.total(phq9, 14), phq9, "a PHQ-9 total alone");
    good(people.get(6), report -> report.total(gad7, 9), gad7, "a GAD-7 total alone");
    var beyond = new ArrayList<>(mood(0));
    beyond.set(3, 4);
    var slip = slip();
    script.add(
        riverside,
        slip,
        TYPE + "^R01",
        people.get(7).nhsNumber(),
        message(slip, people.get(7), report -> report.inPoints(phq9, beyond), phq9)
            .bytes(riverside.charset()),
        Outcome.AE,
        "PHQ-9 with an answer of 4, the highest is 3");
  }

  private interface Answers {
    PracticeResult to(PracticeResult report);
  }

  private void good(MadePerson person, Answers answers, PracticeResult.Form form, String why) {
    var slip = slip();
    script.good(riverside, slip, person, TYPE, message(slip, person, answers, form), why);
  }

  private Er7 message(Slip slip, MadePerson person, Answers answers, PracticeResult.Form form) {
    var message = new Er7();
    GpRiverside.resultHeader(message, slip);
    GpRiverside.patient(message, person);
    answers.to(PracticeResult.report(message, form, script.unique("F"), slip));
    return message;
  }

  private Slip slip() {
    sent++;
    return script.slip(riverside, "R01", FIRST.plusMinutes(4L * sent));
  }

  private List<Integer> mood(int selfHarm) {
    var answers = new ArrayList<>(answers(8));
    answers.add(selfHarm);
    return answers;
  }

  private List<Integer> answers(int count) {
    return random.ints(count, 0, 4).boxed().toList();
  }
}
