package parley.bench;

import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import parley.server.demo.DemoPerson;
import parley.server.demo.Er7;

/**
 * One {@code REF^I12} of ordinary size: MSH EVN RF1 PRD PRD PID PD1 DG1 OBX OBX PV1 NTE, some nine
 * to eleven FHIR resources.
 *
 * @param controlId MSH-10, unique
 * @param referralId RF1-6, unique
 * @param nhsNumber of the person it is about
 */
record ReferralMessage(String controlId, String referralId, String nhsNumber) {

  private static final long SEED = 5;
  private static final String TIME = "20261123093000";

  byte[] bytes() {
    // The person follows from the number, so two runs on one database agree about everybody.
    var person = DemoPerson.of(SEED, nhsNumber);
    var message = new Er7();
    message
        .segment("MSH")
        .set(2, "^~\\&")
        .set(3, "BENCH")
        .set(4, "Y99970")
        .set(5, "PARLEY")
        .set(6, "TALKING-THERAPIES")
        .set(7, TIME)
        .set(9, "REF^I12^REF_I12")
        .set(10, controlId)
        .set(11, "P")
        .set(12, "2.4")
        .set(18, "UNICODE UTF-8");
    message.segment("EVN").set(1, "I12").set(2, TIME);
    message
        .segment("RF1")
        .set(1, "P^Pending^HL70283")
        .set(2, "R^Routine^HL70280")
        .set(3, "PSY^Psychiatric^HL70281")
        .set(6, referralId + "^BENCH")
        .set(7, TIME);
    providers(message);
    patient(message, person);
    clinical(message);
    return message.bytes(StandardCharsets.UTF_8);
  }

  private static void providers(Er7 message) {
    message
        .segment("PRD")
        .set(1, "RP^Referring Provider^HL70286")
        .set(2, "Oakhanger^Priya^^^Dr")
        .set(3, "1 Wharf Road^^Riverside Wharf^^UX1 1AB")
        .set(5, "01632960101")
        .set(7, "G9999970^GMP");
    message
        .segment("PRD")
        .set(1, "RT^Referred to Provider^HL70286")
        .set(2, "Intake^Team")
        .set(4, "^^^RZ999")
        .set(5, "01632960500");
  }

  private static void patient(Er7 message, DemoPerson person) {
    message
        .segment("PID")
        .set(1, "1")
        .set(3, person.nhsNumber() + "^^^NHS^NH")
        .set(5, person.family() + '^' + person.given())
        .set(7, DateTimeFormatter.BASIC_ISO_DATE.format(person.birthDate()))
        .set(8, person.sex() == '1' ? "M" : "F")
        .set(11, "%s^^%s^^%s^GBR^H".formatted(person.street(), person.town(), person.postcode()))
        .set(13, person.telephone() + "^PRN^CP")
        .set(22, person.ethnicCategory());
    message
        .segment("PD1")
        .set(3, "RIVERSIDE SURGERY^^Y99970")
        .set(4, "G9999970^Oakhanger^Priya^^^Dr^^^GMP");
  }

  private static void clinical(Er7 message) {
    message.segment("DG1").set(1, "1").set(3, "F41.1^Generalized anxiety disorder^I10").set(6, "W");
    message
        .segment("OBX")
        .set(1, "1")
        .set(2, "NM")
        .set(3, "44261-6^PHQ-9 total score^LN")
        .set(5, "14")
        .set(11, "F")
        .set(14, TIME);
    message
        .segment("OBX")
        .set(1, "2")
        .set(2, "NM")
        .set(3, "69737-5^GAD-7 total score^LN")
        .set(5, "12")
        .set(11, "F")
        .set(14, TIME);
    message.segment("PV1").set(1, "1").set(2, "O");
    message.segment("NTE").set(1, "1").set(3, "Prefers telephone contact after 17:00.");
  }
}
