package parley.server.demo;

import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import parley.server.synth.Er7;
import parley.server.synth.MadePerson;
import parley.server.synth.Opening;

/**
 * A general practice system that writes things its own way: ISO-8859-1 without saying so, sex as a
 * digit, {@code N^^^NHS}, the practice code in XON.7, the ethnic category in a Z-segment.
 */
final class GpHilltop implements Office {

  private static final Opening.Origin ORIGIN = new Opening.Origin("HILLTOP", "Y99962", "TT", "TT");

  private static final Habits HABITS =
      new Habits("gp-hilltop", DemoMessage.Transport.HTTP, StandardCharsets.ISO_8859_1);

  @Override
  public Habits habits() {
    return HABITS;
  }

  @Override
  public Er7 referral(Slip slip, MadePerson person, Referral referral) {
    var message = new Er7();
    header(message, slip, "REF^" + slip.event());
    message
        .segment("RF1")
        .set(1, slip.event().equals("I14") ? "R" : "A")
        .set(2, referral.urgent() ? "A" : "R")
        .set(3, "PSY^^HL70281")
        .set(6, referral.id() + "^HILLTOP")
        .set(7, slip.day())
        .set(10, "^Low mood and worry");
    message.segment("PRD").set(1, "RP").set(2, "Brackenbury^Sam^^^Dr").set(7, "9999962^GMC");
    patient(message, person);
    clinical(message, referral);
    return message;
  }

  static void header(Er7 message, Slip slip, String type) {
    Opening.header(message, ORIGIN, type, slip.event(), slip.minutes(), slip.controlId());
  }

  private static void patient(Er7 message, MadePerson person) {
    message
        .segment("PID")
        .set(3, person.nhsNumber() + "^^^NHS")
        .set(5, person.family() + '^' + person.given())
        .set(7, DateTimeFormatter.BASIC_ISO_DATE.format(person.birthDate()))
        .set(8, String.valueOf(person.sex()))
        .set(11, "%s^%s^^^%s".formatted(person.street(), person.town(), person.postcode()))
        .set(13, "+44" + person.telephone().substring(1));
    message
        .segment("PD1")
        .set(3, "HILLTOP MEDICAL CENTRE^^Y99962^^^NHS^ODS")
        .set(4, "G9999962^Brackenbury^Sam^^^Dr");
    message.segment("ZU1").set(4, person.ethnicCategory());
  }

  private static void clinical(Er7 message, Referral referral) {
    message.segment("DG1").set(1, "1").set(3, referral.complaint().coded());
    // SNOMED CT 720433000 and 445455005: PHQ-9 and GAD-7 scores (UK edition).
    message
        .segment("OBX")
        .set(1, "1")
        .set(2, "NM")
        .set(3, "720433000^PHQ-9 score^SCT")
        .set(5, String.valueOf(referral.mood()))
        .set(11, "F");
    message
        .segment("OBX")
        .set(1, "2")
        .set(2, "NM")
        .set(3, "445455005^GAD-7 score^SCT")
        .set(5, String.valueOf(referral.anxiety()))
        .set(11, "F");
    message.segment("NTE").set(1, "1").set(3, referral.note());
  }
}
