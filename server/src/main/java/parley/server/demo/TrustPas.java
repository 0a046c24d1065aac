package parley.server.demo;

import java.nio.charset.StandardCharsets;
import parley.server.synth.Er7;
import parley.server.synth.MadePerson;
import parley.server.synth.Opening;

/**
 * A trust's patient administration system: local numbers first, the NHS number with nothing but
 * CX.5, referrals in the minimal form MSH EVN RF1 PID, those in enhanced acknowledgement mode.
 */
final class TrustPas implements Office {

  static final String AUTHORITY = "RZ7";

  private static final Opening.Origin ORIGIN =
      new Opening.Origin("PAS", AUTHORITY, "ROUTE", "ROUTE");

  private static final Habits HABITS =
      new Habits("trust-pas", DemoMessage.Transport.MLLP, StandardCharsets.UTF_8);

  @Override
  public Habits habits() {
    return HABITS;
  }

  @Override
  public Er7 referral(Slip slip, MadePerson person, Referral referral) {
    var message = new Er7();
    header(message, slip, "REF^" + slip.event()).set(15, "AL").set(16, "NE").set(18, "UTF-8");
    message
        .segment("RF1")
        .set(1, slip.event().equals("I14") ? "R" : "A")
        .set(2, referral.urgent() ? "A" : "R")
        .set(3, "PSY^^HL70281")
        .set(6, "^^" + referral.id())
        .set(7, slip.minutes())
        .set(8, slip.daysLater(126));
    patient(message, person, local(person));
    return message;
  }

  /** {@code ADT^A28} or {@code A31}, with next of kin and an allergy. */
  Er7 demographics(Slip slip, MadePerson person) {
    var message = adt(slip, "ADT_A05");
    patient(message, person, local(person));
    message.segment("PD1").set(3, "RIVERSIDE SURGERY^^Y99961");
    message
        .segment("NK1")
        .set(1, "1")
        .set(2, person.family() + "^Robin")
        .set(3, "SPO^Spouse^HL70063")
        .set(5, "01632960199");
    message.segment("AL1").set(1, "1").set(2, "DA").set(3, "^Penicillin").set(5, "Rash");
    return message;
  }

  /** {@code ADT^A31} for somebody who has died. */
  Er7 death(Slip slip, MadePerson person) {
    var message = adt(slip, "ADT_A05");
    patient(message, person, local(person)).set(29, slip.minutes()).set(30, "Y");
    return message;
  }

  /** {@code ADT^A28} for somebody without an NHS number yet, known by a temporary number. */
  Er7 temporary(Slip slip, MadePerson person, String number) {
    var message = adt(slip, "ADT_A05");
    patient(message, person, number).set(3, number + "^^^" + AUTHORITY + "^PI").set(32, "03");
    return message;
  }

  /** {@code ADT^A40}: the record under the temporary number is this person's. */
  Er7 join(Slip slip, MadePerson person, String temporary) {
    var message = adt(slip, "ADT_A39");
    patient(message, person, local(person));
    message.segment("MRG").set(1, temporary + "^^^" + AUTHORITY + "^PI");
    return message;
  }

  /**
   * {@code ADT^A01}, {@code A03}, {@code A04}, {@code A05} or {@code A08}: one visit.
   *
   * @param visit the visit number, the same for every event of the visit
   * @param patientClass PV1-2, HL7 table 0004
   */
  Er7 visit(Slip slip, MadePerson person, String visit, String patientClass) {
    var message = adt(slip, slip.event().equals("A03") ? "ADT_A03" : "ADT_A01");
    patient(message, person, local(person));
    var pv1 =
        message
            .segment("PV1")
            .set(1, "1")
            .set(2, patientClass)
            .set(3, "OAK WARD^^^RZ701")
            .set(8, "9999964^Thwaite^Jonas^^^Dr^^^GMC")
            .set(10, "710")
            .set(19, visit + "^^^" + AUTHORITY + "^VN")
            .set(44, slip.day() + "0800");
    if (slip.event().equals("A03")) {
      pv1.set(45, slip.minutes());
    }
    return message;
  }

  static String local(MadePerson person) {
    return "Z7" + person.nhsNumber().substring(3);
  }

  private static Er7 adt(Slip slip, String structure) {
    var message = new Er7();
    header(message, slip, "ADT^" + slip.event() + '^' + structure).set(18, "UTF-8");
    return message;
  }

  private static Er7.Segment header(Er7 message, Slip slip, String type) {
    return Opening.header(message, ORIGIN, type, slip.event(), slip.minutes(), slip.controlId());
  }

  private static Er7.Segment patient(Er7 message, MadePerson person, String local) {
    var identifiers = "%s^^^%s^PI~%s^^^^NHS".formatted(local, AUTHORITY, person.nhsNumber());
    return Opening.patient(message, person, identifiers)
        .set(11, person.address() + "^GBR^H")
        .set(13, "+44" + person.telephone().substring(1))
        .set(22, person.ethnicCategory())
        .set(32, "01");
  }
}
