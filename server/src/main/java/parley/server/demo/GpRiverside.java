package parley.server.demo;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;

/** A general practice system of the widespread kind: UTF-8, {@code N^^^NHS^NH}, full referrals. */
final class GpRiverside implements Office {

  static final String APPLICATION = "RIVERSIDE-GP";
  static final String FACILITY = "Y99961";

  @Override
  public String sender() {
    return "gp-riverside";
  }

  @Override
  public DemoMessage.Transport transport() {
    return DemoMessage.Transport.MLLP;
  }

  @Override
  public Charset charset() {
    return StandardCharsets.UTF_8;
  }

  @Override
  public Er7 referral(Slip slip, DemoPerson person, Referral referral) {
    var message = new Er7();
    header(message, slip, "REF^" + slip.event() + "^REF_I12");
    referralInformation(message, slip, referral);
    providers(message);
    patient(message, person);
    clinical(message, slip, referral);
    return message;
  }

  /** MSH and EVN; other types than REF are written for the bad messages only. */
  static void header(Er7 message, Slip slip, String type) {
    message
        .segment("MSH")
        .set(2, "^~\\&")
        .set(3, APPLICATION)
        .set(4, FACILITY)
        .set(5, "PARLEY")
        .set(6, "TALKING-THERAPIES")
        .set(7, slip.seconds())
        .set(9, type)
        .set(10, slip.controlId())
        .set(11, "P")
        .set(12, "2.4")
        .set(17, "GBR")
        .set(18, "UNICODE UTF-8");
    message.segment("EVN").set(1, slip.event()).set(2, slip.seconds());
  }

  static void referralInformation(Er7 message, Slip slip, Referral referral) {
    message
        .segment("RF1")
        .set(1, slip.event().equals("I14") ? "R^Rejected^HL70283" : "P^Pending^HL70283")
        .set(2, referral.priority())
        .set(3, "PSY^Psychiatric^HL70281")
        .set(5, "O^Outpatient^HL70284")
        .set(6, referral.id() + "^RIVERSIDE")
        .set(7, slip.seconds());
  }

  private static void providers(Er7 message) {
    message
        .segment("PRD")
        .set(1, "RP^Referring Provider^HL70286")
        .set(2, "Oakhanger^Priya^^^Dr")
        .set(3, "1 Wharf Road^^Riverside Wharf^^UX1 1AB")
        .set(5, "01632960101")
        .set(7, "G9999961^GMP");
    message
        .segment("PRD")
        .set(1, "RT^Referred to Provider^HL70286")
        .set(2, "Intake^Team")
        .set(4, "^^^RZ999")
        .set(5, "01632960500");
  }

  static void patient(Er7 message, DemoPerson person) {
    message
        .segment("PID")
        .set(1, "1")
        .set(3, person.nhsNumber() + "^^^NHS^NH~R" + local(person) + "^^^RIVERSIDE^PI")
        .set(5, person.family() + '^' + person.given() + "^^^" + title(person))
        .set(7, DateTimeFormatter.BASIC_ISO_DATE.format(person.birthDate()))
        .set(8, person.sex() == '1' ? "M" : "F")
        .set(11, "%s^^%s^^%s^GBR^H".formatted(person.street(), person.town(), person.postcode()))
        .set(13, person.telephone() + "^PRN^CP")
        .set(22, person.ethnicCategory());
    message
        .segment("PD1")
        .set(3, "RIVERSIDE SURGERY^^Y99961")
        .set(4, "G9999961^Oakhanger^Priya^^^Dr^^^GMP");
  }

  private static void clinical(Er7 message, Slip slip, Referral referral) {
    message
        .segment("DG1")
        .set(1, "1")
        .set(3, referral.complaint().coded())
        .set(5, slip.day())
        .set(6, "W");
    // LOINC 44261-6 and 69737-5: total scores of PHQ-9 and GAD-7 (loinc.org).
    score(message, "1", "44261-6^PHQ-9 total score^LN", referral.mood(), slip);
    score(message, "2", "69737-5^GAD-7 total score^LN", referral.anxiety(), slip);
    message.segment("PV1").set(1, "1").set(2, "O");
    message.segment("NTE").set(1, "1").set(3, referral.note());
  }

  private static void score(Er7 message, String set, String code, int value, Slip slip) {
    message
        .segment("OBX")
        .set(1, set)
        .set(2, "NM")
        .set(3, code)
        .set(5, String.valueOf(value))
        .set(11, "F")
        .set(14, slip.seconds());
  }

  private static String local(DemoPerson person) {
    return person.nhsNumber().substring(4);
  }

  private static String title(DemoPerson person) {
    return person.sex() == '1' ? "Mr" : "Ms";
  }
}
