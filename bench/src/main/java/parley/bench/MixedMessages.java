package parley.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import parley.server.synth.Er7;
import parley.server.synth.MadePerson;
import parley.server.synth.NhsNumbers;
import parley.server.synth.Opening;
import parley.server.synth.PracticeReferral;

/**
 * A batch file of messages of every HL7 v2 type that a referral and a stay bring, about people who
 * each have a story of several messages in order. The stories of many people run side by side, so
 * that messages of one person stand close together and not next to each other.
 */
final class MixedMessages {

  private static final long SEED = 11;
  private static final int SIDE_BY_SIDE = 40;
  private static final int NOBODY_LEFT = 0;
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final LocalDateTime FIRST_DAY = LocalDateTime.of(2026, 1, 5, 9, 0);
  private static final String TRUST = "RZ970";

  private static final Opening.Origin ORIGIN =
      new Opening.Origin("BENCH", "Y99970", "PARLEY", "TALKING-THERAPIES");

  private static final PracticeReferral PRACTICE =
      new PracticeReferral(new PracticeReferral.Practice(ORIGIN, "BENCH", "Y99970", "G9999970"));

  private final String run;
  private final NhsNumbers numbers;
  private final SortedSet<String> types = new TreeSet<>();
  private int written;
  private int people;
  private int referrals;

  MixedMessages(String run, NhsNumbers numbers) {
    this.run = run;
    this.numbers = numbers;
  }

  /** Message types written so far. */
  SortedSet<String> types() {
    return types;
  }

  /** How many people the messages are about; some of them by two records that are joined. */
  int people() {
    return people;
  }

  int referrals() {
    return referrals;
  }

  /** Writes a batch of so many messages; the last stories may not be told to their end. */
  void write(OutputStream out, int messages) throws IOException {
    out.write(bytes("FHS|^~\\&|BENCH|Y99970|PARLEY|TT|||mixed.hl7||" + run + "\r"));
    out.write(bytes("BHS|^~\\&|BENCH|Y99970|PARLEY|TT\r"));
    var stories = new ArrayList<Story>();
    while (written < messages) {
      while (stories.size() < SIDE_BY_SIDE) {
        stories.add(new Story());
      }
      var story = stories.get(written % SIDE_BY_SIDE);
      if (story.left() == NOBODY_LEFT) {
        stories.set(written % SIDE_BY_SIDE, story = new Story());
      }
      out.write(story.next().bytes(StandardCharsets.UTF_8));
      written++;
    }
    out.write(bytes("BTS|" + messages + "\rFTS|1\r"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** One person, message by message. */
  private final class Story {
    private final MadePerson person = MadePerson.of(SEED, numbers.next());
    private final int number = ++people;
    private final List<String> steps = steps();
    private int step;

    private List<String> steps() {
      var plan = new ArrayList<>(List.of("ADT^A28", "REF^I12", "ORU^R01", "REF^I13"));
      if (number % 3 == 0) {
        plan.addAll(List.of("ADT^A05", "ADT^A04", "ADT^A01", "ADT^A08", "ADT^A03"));
      }
      plan.add("SIU^S12");
      plan.addAll(number % 5 == 0 ? List.of("SIU^S13", "SIU^S26") : List.of("SIU^S14"));
      if (number % 11 == 0) {
        plan.add("SIU^S15");
      }
      plan.addAll(List.of("ORU^R01", "MDM^T02", "ADT^A31"));
      if (number % 10 == 0) {
        plan.add("ADT^A40");
      }
      if (number % 7 == 0) {
        plan.add("REF^I14");
      }
      return plan;
    }

    int left() {
      return steps.size() - step;
    }

    Er7 next() {
      var type = steps.get(step++);
      types.add(type);
      var time = SECONDS.format(FIRST_DAY.plusMinutes(number % 200_000L).plusDays(step));
      var event = type.substring(4);
      var message = new Er7();
      switch (type.substring(0, 3)) {
        case "REF" -> referral(message, event, time);
        case "ORU" -> result(message, time);
        case "SIU" -> booking(message, event, time);
        case "MDM" -> letter(message, time);
        default -> admission(message, event, time);
      }
      return message;
    }

    private String controlId() {
      return "M%s%d.%d".formatted(run, number, step);
    }

    private String identifiers() {
      return "%s^^^NHS^NH~Z%s%d^^^%s^PI".formatted(person.nhsNumber(), run, number, TRUST);
    }

    private void referral(Er7 message, String event, String time) {
      referrals += event.equals("I12") ? 1 : 0;
      PRACTICE.header(message, "REF^" + event + "^REF_I12", event, time, controlId());
      PRACTICE.referral(
          message,
          "MR" + run + number,
          event.equals("I14"),
          event.equals("I13") ? "A^ASAP^HL70280" : "R^Routine^HL70280",
          time);
      PRACTICE.providers(message);
      PRACTICE.patient(message, person, identifiers());
      if (!event.equals("I14")) {
        PRACTICE.clinical(
            message,
            "F41.1^Generalized anxiety disorder^I10",
            number % 28,
            number % 22,
            "Prefers telephone contact after 17:00.",
            time);
      }
    }

    /** An assessment booked, moved by S13, not attended by S26, cancelled by S15. */
    private void booking(Er7 message, String event, String time) {
      PRACTICE.header(message, "SIU^" + event, event, time, controlId());
      var begins = FIRST_DAY.plusMinutes(number % 200_000L).plusDays(event.equals("S12") ? 40 : 47);
      message
          .segment("SCH")
          .set(1, "B%s%d^BENCH".formatted(run, number))
          .set(
              11,
              "^^^%s^%s".formatted(SECONDS.format(begins), SECONDS.format(begins.plusMinutes(50))))
          .set(25, status(event));
      Opening.patient(message, person, identifiers());
    }

    private static String status(String event) {
      return switch (event) {
        case "S15" -> "Cancelled";
        case "S26" -> "Noshow";
        default -> "Booked";
      };
    }

    /** A discharge letter in plain text. */
    private void letter(Er7 message, String time) {
      PRACTICE.header(message, "MDM^T02^MDM_T02", "T02", time, controlId());
      Opening.patient(message, person, identifiers());
      message.segment("PV1").set(1, "1").set(2, "O");
      message
          .segment("TXA")
          .set(1, "1")
          .set(2, "DS^Discharge letter")
          .set(3, "TX")
          .set(4, time)
          .set(12, "D%s%d".formatted(run, number))
          .set(17, "AU")
          .set(19, "AV");
      message
          .segment("OBX")
          .set(1, "1")
          .set(2, "TX")
          .set(3, "L^Letter^L")
          .set(5, "Seen in clinic; medication unchanged; next review in six months.")
          .set(11, "F");
    }

    /** A questionnaire in points: LOINC panel 69737-5 with its seven items (loinc.org). */
    private void result(Er7 message, String time) {
      PRACTICE.header(message, "ORU^R01", "R01", time, controlId());
      Opening.patient(message, person, identifiers());
      message
          .segment("OBR")
          .set(1, "1")
          .set(3, controlId() + "^BENCH")
          .set(4, "69737-5^GAD-7^LN")
          .set(7, time)
          .set(25, "F");
      var items =
          List.of("69725-0", "68509-9", "69733-4", "69734-2", "69735-9", "69689-8", "69736-7");
      for (int i = 0; i < items.size(); i++) {
        message
            .segment("OBX")
            .set(1, String.valueOf(i + 1))
            .set(2, "NM")
            .set(3, items.get(i) + "^^LN")
            .set(5, String.valueOf((number + step + i) % 4))
            .set(11, "F");
      }
    }

    private void admission(Er7 message, String event, String time) {
      PRACTICE.header(message, "ADT^" + event, event, time, controlId());
      var shown = event.equals("A31") ? person.renamedAndMoved() : person;
      Opening.patient(message, shown, identifiers())
          .set(13, person.telephone() + "^PRN^CP")
          .set(22, person.ethnicCategory());
      if (event.equals("A40")) {
        message.segment("MRG").set(1, "T%s%d^^^%s^PI".formatted(run, number, TRUST));
      } else if (!event.equals("A28") && !event.equals("A31")) {
        visit(message, event, time);
      }
    }

    private void visit(Er7 message, String event, String time) {
      var day = SECONDS.format(FIRST_DAY.plusMinutes(number % 200_000L).plusDays(5));
      var pv1 =
          message
              .segment("PV1")
              .set(1, "1")
              .set(2, "O")
              .set(3, "OAK WARD^^^RZ701")
              .set(19, "V%s%d^^^%s^VN".formatted(run, number, TRUST))
              .set(44, day);
      if (event.equals("A03")) {
        pv1.set(45, time);
      }
    }
  }
}
