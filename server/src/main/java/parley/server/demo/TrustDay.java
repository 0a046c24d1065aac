package parley.server.demo;

import java.time.LocalTime;
import java.util.List;
import java.util.Random;
import parley.server.synth.MadePerson;

/** What the trust's PAS broadcasts in a day beside referrals: people, visits, joins, a death. */
final class TrustDay {

  private static final LocalTime OPENS = LocalTime.of(8, 0);

  private final TrustPas pas = new TrustPas();
  private final DayScript script;
  private final Random random;

  TrustDay(DayScript script, Random random) {
    this.script = script;
    this.random = random;
  }

  /**
   * Writes the broadcasts.
   *
   * @param own people of the trust, at least 40; the last is the one who dies
   * @param shared people a practice knows as well
   */
  void write(List<MadePerson> own, List<MadePerson> shared) {
    for (var person : own.subList(12, 39)) {
      demographics("A28", person, between(0, 120), "person registered");
    }
    for (var person : own.subList(12, 22)) {
      demographics("A31", person.renamedAndMoved(), between(300, 420), "new surname and address");
    }
    shared.forEach(person -> demographics("A31", person, between(30, 500), "details confirmed"));
    own.subList(12, 20).forEach(this::inpatient);
    own.subList(22, 32).forEach(this::outpatient);
    own.subList(32, 36).forEach(this::joined);
    var slip = script.slip(pas, "A31", LocalTime.of(16, 40));
    var died = own.get(39);
    script.good(pas, slip, died, "ADT", pas.death(slip, died), "death recorded");
  }

  private void demographics(String event, MadePerson person, LocalTime at, String why) {
    var slip = script.slip(pas, event, at);
    script.good(pas, slip, person, "ADT", pas.demographics(slip, person), why);
  }

  private void inpatient(MadePerson person) {
    var visit = script.unique("V");
    visit("A01", person, visit, "I", between(125, 200), "admitted");
    visit("A08", person, visit, "I", between(205, 250), "visit details changed");
    visit("A03", person, visit, "I", between(430, 560), "discharged");
  }

  private void outpatient(MadePerson person) {
    var visit = script.unique("V");
    visit("A05", person, visit, "O", between(125, 200), "outpatient visit planned");
    visit("A04", person, visit, "O", between(260, 400), "arrived at the clinic");
  }

  private void joined(MadePerson person) {
    var temporary = script.unique("TMP");
    var first = script.slip(pas, "A28", between(130, 200));
    script.good(
        pas,
        first,
        person,
        "ADT",
        pas.temporary(first, person, temporary),
        "registered under a temporary number");
    var second = script.slip(pas, "A40", between(300, 400));
    script.good(
        pas,
        second,
        person,
        "ADT",
        pas.join(second, person, temporary),
        "temporary record joined to the person's own");
  }

  private void visit(
      String event,
      MadePerson person,
      String visit,
      String patientClass,
      LocalTime at,
      String why) {
    var slip = script.slip(pas, event, at);
    script.good(pas, slip, person, "ADT", pas.visit(slip, person, visit, patientClass), why);
  }

  /** A time between two numbers of minutes after opening. */
  private LocalTime between(int from, int to) {
    return OPENS.plusMinutes(from + random.nextInt(to - from));
  }
}
