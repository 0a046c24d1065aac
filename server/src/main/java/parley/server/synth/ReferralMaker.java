package parley.server.synth;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.server.synth.Journey.Led;
import parley.server.synth.MadeReferral.Discharge;
import parley.submissions.course.Attendance;
import parley.terminology.scale.Scale;
import parley.terminology.scale.Scales;

/**
 * Makes the referrals of an order, each by its number alone: referral 7 is the same whether ten are
 * made or a hundred thousand. Nothing is kept between them. Safe to share between threads.
 */
final class ReferralMaker {

  private static final long OF_A_REFERRAL = 1;
  private static final long OF_A_PERSON = 2;
  private static final long OF_SCORES = 3;

  /** One referral in so many is of a person who came before, if that course has ended. */
  private static final int COMES_AGAIN = 10;

  private static final double UNPAIRED = 0.0127;
  private static final double OWN_MEASURE = 0.6;
  private static final double SOURCE_NOT_RECORDED = 0.03;
  private static final double URGENT = 0.02;
  private static final double LONG_TERM = 0.28;
  private static final double ONWARD = 0.04;

  /** SNOMED CT codes of ValueSet nhs-long-term-condition. */
  private static final List<String> LONG_TERM_CONDITIONS =
      List.of("195967001", "13645005", "73211009", "373673007", "928000", "56265001");

  private static final List<String> SOURCES =
      List.of("B1", "A1", "H2", "A3", "H1", "D2", "G4", "A4", "M6");

  private final SynthOrder order;
  private final Calibration calibration;
  private final Intents intents;
  private final Scales scales;
  private final ScoreMaker scores;

  ReferralMaker(SynthOrder order, Calibration calibration, Scales scales) {
    this.order = order;
    this.calibration = calibration;
    this.intents = new Intents(calibration);
    this.scales = scales;
    this.scores =
        new ScoreMaker(
            calibration, Measure.of(scales.get(Scale.PHQ_9)), Measure.of(scales.get(Scale.GAD_7)));
  }

  /** The referral of a number, from 0. */
  MadeReferral referral(int n) {
    if (n % COMES_AGAIN == COMES_AGAIN - 1) {
      var before = made(n - 1, n - 1, order.from());
      var earliest = before.discharge().map(it -> it.day().plusDays(30));
      if (earliest.isPresent() && !earliest.get().isAfter(order.to())) {
        return made(n, n - 1, earliest.get());
      }
    }
    return made(n, n, order.from());
  }

  private MadeReferral made(int n, int owner, LocalDate earliest) {
    var person = Dice.of(order.seed(), OF_A_PERSON, owner);
    var service = new MadeService(1 + person.below(order.services()));
    var dice = Dice.of(order.seed(), OF_A_REFERRAL, n);
    var days = (int) ChronoUnit.DAYS.between(earliest, order.to()) + 1;
    var received = earliest.plusDays(dice.below(days));
    var kind = kind(dice);
    var fate = Fate.thrown(dice, calibration);
    var led = known(Journey.of(dice, fate, kind.therapy(), received));
    var open = led.discharge().isEmpty();
    var scored = scored(n, dice, led, kind.complaint());
    var referral =
        new MadeReferral(
            n,
            service,
            owner,
            MadePerson.of(order.seed(), NhsNumbers.nth(owner)),
            dice.chance(SOURCE_NOT_RECORDED) ? Optional.empty() : Optional.of(source(dice)),
            received,
            dice.chance(URGENT),
            kind.complaint(),
            dice.chance(LONG_TERM)
                ? Optional.of(dice.pick(LONG_TERM_CONDITIONS))
                : Optional.empty(),
            scored.contacts(),
            led.logs(),
            led.pauses(),
            led.discharge(),
            !open && dice.chance(ONWARD) ? Optional.of("04") : Optional.empty(),
            scored.intent(),
            scored.measure(),
            Optional.empty());
    return Planting.planted(referral, Dice.of(order.seed(), OF_A_REFERRAL, n, 1), order.errors());
  }

  /** Contacts with what was answered in them. */
  private record Scored(List<MadeContact> contacts, Intent intent, String measure) {}

  private Scored scored(int n, Dice dice, KnownJourney led, Complaint complaint) {
    var own =
        Optional.of(complaint.measure())
            .filter(it -> !it.isEmpty() && dice.chance(OWN_MEASURE))
            .map(it -> Measure.of(scales.get(it)));
    var unpaired = dice.chance(UNPAIRED);
    var intent = intents.thrown(dice, led.last(), led.discharge().isEmpty());
    var sessions = (int) led.contacts().stream().filter(MadeContact::isSession).count();
    if (sessions == 0) {
      return new Scored(led.contacts(), intent, Scale.GAD_7);
    }
    var ofScores = Dice.of(order.seed(), OF_SCORES, n);
    var answers = scores.scores(ofScores, led.last(), own, intent, sessions, unpaired).iterator();
    var answered =
        led.contacts().stream().map(it -> it.isSession() ? it.with(answers.next()) : it).toList();
    // With one score or two the measure of the problem is the one that counts.
    return new Scored(answered, intent, own.map(Measure::id).orElse(Scale.GAD_7));
  }

  /** What somebody has and is given for it. */
  private record Kind(Complaint complaint, Therapy therapy) {}

  private Kind kind(Dice dice) {
    var complaints = Complaint.values();
    var therapies = Therapy.values();
    var weights = new double[complaints.length * therapies.length];
    for (var i = 0; i < weights.length; i++) {
      weights[i] =
          calibration.courses(complaints[i / therapies.length], therapies[i % therapies.length]);
    }
    var which = dice.weighted(weights);
    return new Kind(complaints[which / therapies.length], therapies[which % therapies.length]);
  }

  private static String source(Dice dice) {
    return SOURCES.get(dice.weighted(68, 21, 4, 2, 1, 1, 1.5, 0.5, 1));
  }

  /** What of a journey is known on the day of the record. */
  private KnownJourney known(Led led) {
    var asOf = order.asOf();
    var contacts = new ArrayList<MadeContact>();
    var discharge = Optional.of(led.discharge()).filter(it -> !it.day().isAfter(asOf));
    for (var contact : led.contacts()) {
      if (!contact.at().toLocalDate().isAfter(asOf)) {
        contacts.add(contact);
      } else {
        contacts.add(contact.with(Attendance.IN_THE_FUTURE));
        break;
      }
    }
    return new KnownJourney(
        List.copyOf(contacts),
        led.logs().stream().filter(it -> !it.end().isAfter(asOf)).toList(),
        led.pauses().stream().filter(it -> !it.end().isAfter(asOf)).toList(),
        discharge,
        led.last());
  }

  private record KnownJourney(
      List<MadeContact> contacts,
      List<MadeReferral.InternetLog> logs,
      List<MadeReferral.MadePause> pauses,
      Optional<Discharge> discharge,
      Therapy last) {}
}
