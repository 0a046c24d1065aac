package parley.server.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import parley.server.synth.MadePerson;
import parley.server.synth.NhsNumbers;
import parley.server.synth.Presentations;
import parley.server.synth.Presentations.Presentation;
import parley.terminology.England;

/**
 * The script of one made day: who sends what, when, and what must be answered. The same seed and
 * start give the same bytes. Another start gives other control ids, referral and visit numbers, and
 * the same people.
 */
public final class DemoDay {

  private static final LocalTime OPENS = LocalTime.of(8, 0);
  private static final int LAST_NEW_REFERRAL = 8 * 60;
  private static final int HIGHEST_PHQ_9 = 27;

  /** The first body of the test range used; lower ones are left to hand-written examples. */
  private static final int FIRST_PERSON = 20_000;

  private final Random random;
  private final DayScript script;
  private final NhsNumbers numbers = new NhsNumbers(FIRST_PERSON);
  private final Presentations presentations;
  private final long seed;
  private final LocalDate date;

  private DemoDay(long seed, LocalDate date, String run) {
    this.seed = seed;
    this.date = date;
    this.random = new Random(seed);
    this.presentations = new Presentations(seed);
    this.script = new DayScript(date, run);
  }

  /**
   * Writes the day.
   *
   * @param seed decides the people and what happens to them
   * @param start the day is the one this instant falls on in London; it also tells runs apart, to
   *     the second
   * @return the messages in the order of the clock, from 08:00 to 18:00
   */
  public static List<DemoMessage> script(long seed, Instant start) {
    return plan(seed, start).messages();
  }

  /**
   * The messages, and the people whose courses the EHR tells once these are answered.
   *
   * @param messages as {@link #script} gives them
   * @param inTreatment each referred by one of the messages
   */
  record Plan(List<DemoMessage> messages, List<InTreatment> inTreatment) {}

  /** The day the instant falls on, as people of the demonstration see it. */
  static LocalDate date(Instant start) {
    return start.atZone(England.TIME).toLocalDate();
  }

  /** Writes the day with everything that belongs to it; see {@link #script}. */
  static Plan plan(long seed, Instant start) {
    var run = Long.toString(start.getEpochSecond(), 36).toUpperCase(Locale.ROOT);
    return new DemoDay(seed, date(start), run).write();
  }

  private Plan write() {
    var riverside = people(72);
    var hilltop = people(58);
    var clinic = people(32);
    var trust = people(40);
    // Some people are known to more than one sender: one person must stay one Patient.
    referrals(new GpRiverside(), riverside, 10, 6, 27);
    referrals(new GpHilltop(), hilltop, 8, 5, 27);
    referrals(new DiabetesClinic(), joined(clinic, riverside.subList(0, 10)), 4, 3, 6);
    referrals(new TrustPas(), joined(trust.subList(0, 12), hilltop.subList(0, 8)), 2, 3, 27);
    new TrustDay(script, random).write(trust, riverside.subList(20, 30));
    new BadMessages(script, seed).write(people(12));
    new PracticeForms(script, seed).write(riverside.subList(30, 38));
    var inTreatment = inTreatment();
    return new Plan(script.inOrder(), inTreatment);
  }

  /** People whom the trust refers without a word about their scores; the EHR has those. */
  private List<InTreatment> inTreatment() {
    var office = new TrustPas();
    var inTreatment = new ArrayList<InTreatment>();
    CourseKind.courses(seed, date)
        .forEach(
            (kind, made) -> {
              // The trust says nothing of scores.
              var comesWith = new Presentation(made.complaint(), 0, 0);
              var referral = Referral.of(script.unique("RF"), comesWith, random, HIGHEST_PHQ_9);
              var at = OPENS.plusMinutes(random.nextInt(LAST_NEW_REFERRAL));
              referral(
                  office,
                  "I12",
                  made.person(),
                  referral,
                  at,
                  "new referral, whose course the EHR tells");
              inTreatment.add(new InTreatment(kind, made, referral.id()));
            });
    return List.copyOf(inTreatment);
  }

  /** New referrals for everybody; some changed, some cancelled, a few sent twice. */
  private void referrals(
      Office office, List<MadePerson> people, int changed, int cancelled, int highestMood) {
    for (var i = 0; i < people.size(); i++) {
      var person = people.get(i);
      var at = OPENS.plusMinutes(random.nextInt(LAST_NEW_REFERRAL));
      var referral = Referral.of(script.unique("RF"), presentations.next(), random, highestMood);
      var first = referral(office, "I12", person, referral, at, "new referral");
      var later = at.plusMinutes(20 + random.nextInt(90));
      if (i < changed) {
        referral(office, "I13", person, referral.madeUrgent(), later, "referral made urgent");
      } else if (i < changed + cancelled) {
        referral(office, "I14", person, referral, later, "referral withdrawn");
      } else if (i < changed + cancelled + 2) {
        script.resend(first, later);
      }
    }
  }

  private DemoMessage referral(
      Office office, String event, MadePerson person, Referral referral, LocalTime at, String why) {
    var slip = script.slip(office, event, at);
    return script.good(office, slip, person, "REF", office.referral(slip, person, referral), why);
  }

  private List<MadePerson> people(int count) {
    var people = new ArrayList<MadePerson>();
    for (var i = 0; i < count; i++) {
      people.add(MadePerson.of(seed, numbers.next()));
    }
    return List.copyOf(people);
  }

  private static List<MadePerson> joined(List<MadePerson> own, List<MadePerson> shared) {
    return Stream.concat(own.stream(), shared.stream()).toList();
  }
}
