package parley.server.demo;

import java.nio.charset.StandardCharsets;
import parley.server.synth.Er7;
import parley.server.synth.MadePerson;
import parley.server.synth.Opening;
import parley.server.synth.PracticeReferral;

/** A general practice system of the widespread kind: UTF-8, {@code N^^^NHS^NH}, full referrals. */
final class GpRiverside implements Office {

  static final String APPLICATION = "RIVERSIDE-GP";
  static final String FACILITY = "Y99961";

  private static final Habits HABITS =
      new Habits("gp-riverside", DemoMessage.Transport.MLLP, StandardCharsets.UTF_8);

  private static final Opening.Origin ORIGIN =
      new Opening.Origin(APPLICATION, FACILITY, "PARLEY", "TALKING-THERAPIES");

  private static final PracticeReferral PRACTICE =
      new PracticeReferral(
          new PracticeReferral.Practice(ORIGIN, "RIVERSIDE", FACILITY, "G9999961"));

  @Override
  public Habits habits() {
    return HABITS;
  }

  @Override
  public Er7 referral(Slip slip, MadePerson person, Referral referral) {
    var message = new Er7();
    header(message, slip, "REF^" + slip.event() + "^REF_I12");
    referralInformation(message, slip, referral);
    PRACTICE.providers(message);
    patient(message, person);
    PRACTICE
        .clinical(
            message,
            referral.complaint().coded(),
            referral.mood(),
            referral.anxiety(),
            referral.note(),
            slip.seconds())
        .set(5, slip.day());
    return message;
  }

  /** MSH and EVN; other types than REF are written for the bad messages only. */
  static void header(Er7 message, Slip slip, String type) {
    PRACTICE.header(message, type, slip.event(), slip.seconds(), slip.controlId()).set(17, "GBR");
  }

  /** MSH of an {@code ORU^R01}, which has no EVN. */
  static void resultHeader(Er7 message, Slip slip) {
    Opening.msh(message, ORIGIN, "ORU^R01^ORU_R01", slip.seconds(), slip.controlId())
        .set(17, "GBR")
        .set(18, "UNICODE UTF-8");
  }

  static void referralInformation(Er7 message, Slip slip, Referral referral) {
    var cancelled = slip.event().equals("I14");
    PRACTICE
        .referral(message, referral.id(), cancelled, referral.priority(), slip.seconds())
        .set(5, "O^Outpatient^HL70284");
  }

  static void patient(Er7 message, MadePerson person) {
    var number = person.nhsNumber();
    PRACTICE
        .patient(message, person, number + "^^^NHS^NH~R" + number.substring(4) + "^^^RIVERSIDE^PI")
        .set(5, person.family() + '^' + person.given() + "^^^" + title(person));
  }

  private static String title(MadePerson person) {
    return person.sex() == '1' ? "Mr" : "Ms";
  }
}
