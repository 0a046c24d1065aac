package parley.server.demo;

import java.nio.charset.StandardCharsets;
import parley.server.synth.Complaint;
import parley.server.synth.Er7;
import parley.server.synth.MadePerson;
import parley.server.synth.Opening;

/**
 * A hospital diabetes clinic: people with a long-term condition and low mood, found by a two-item
 * screen, sent as files.
 */
final class DiabetesClinic implements Office {

  private static final Opening.Origin ORIGIN =
      new Opening.Origin("DIABETES", "RZ801", "PARLEY", "");

  private static final Habits HABITS =
      new Habits("diabetes-clinic", DemoMessage.Transport.FOLDER, StandardCharsets.UTF_8);

  @Override
  public Habits habits() {
    return HABITS;
  }

  @Override
  public Er7 referral(Slip slip, MadePerson person, Referral referral) {
    var message = new Er7();
    header(message, slip, referral);
    patient(message, person);
    clinical(message, slip, referral);
    return message;
  }

  static void header(Er7 message, Slip slip, Referral referral) {
    var type = "REF^" + slip.event() + "^REF_I12";
    Opening.header(message, ORIGIN, type, slip.event(), slip.seconds(), slip.controlId())
        .set(18, "UTF-8");
    message
        .segment("RF1")
        .set(1, slip.event().equals("I14") ? "R" : "P")
        .set(2, referral.priority())
        .set(3, "PSY^Psychiatric^HL70281")
        .set(5, "O^Outpatient^HL70284")
        .set(6, referral.id() + "^RZ8DM")
        .set(7, slip.seconds())
        .set(10, "^Low mood with diabetes");
    message
        .segment("PRD")
        .set(1, "RP")
        .set(2, "Sandholme^Ruth^^^Dr")
        .set(4, "^^^RZ801")
        .set(7, "9999963^GMC");
  }

  private static void patient(Er7 message, MadePerson person) {
    var number = person.nhsNumber();
    Opening.patient(
        message,
        person,
        "%s^^^NHSNBR^NHSNMBR~DC%s^^^RZ8DM^MR".formatted(number, number.substring(4)));
  }

  private static void clinical(Er7 message, Slip slip, Referral referral) {
    // ICD-10 E11.9 is the long-term condition; the presenting problem comes first.
    message.segment("DG1").set(1, "1").set(3, Complaint.DEPRESSION.coded()).set(6, "W");
    message
        .segment("DG1")
        .set(1, "2")
        .set(3, "E11.9^Type 2 diabetes mellitus without complications^I10")
        .set(6, "F");
    // LOINC 59261-8 (HbA1c by the IFCC method) and 55758-7 (PHQ-2 total score), loinc.org.
    message
        .segment("OBX")
        .set(1, "1")
        .set(2, "NM")
        .set(3, "59261-8^HbA1c (IFCC)^LN")
        .set(5, String.valueOf(referral.hba1c()))
        .set(6, "mmol/mol")
        .set(11, "F")
        .set(14, slip.seconds());
    message
        .segment("OBX")
        .set(1, "2")
        .set(2, "NM")
        .set(3, "55758-7^PHQ-2 total score^LN")
        .set(5, String.valueOf(referral.mood()))
        .set(6, "{score}^^UCUM")
        .set(11, "F")
        .set(14, slip.seconds());
    message.segment("NTE").set(1, "1").set(3, referral.note());
  }
}
