package parley.mappings.outbound;

import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.InstantType;
import parley.mappings.outbound.Answer.Booked;
import parley.mappings.outbound.Answer.Decided;
import parley.mappings.outbound.Answer.Letter;
import parley.mappings.outbound.Answer.Verdict;
import parley.mappings.outbound.Answer.Withdrawn;

/**
 * Writes answers as HL7 v2: RRI^I12 for decisions, REF^I14 for withdrawals (v2.4 chapter 11), SIU
 * for bookings (chapter 10), MDM^T02 for letters (chapter 9). They say who, which referral and
 * what, in the identifiers that the sender gave; what a sender's system further asks for is not
 * known.
 */
public final class Hl7Answers {

  /** Media type of HL7 v2 in its encoding rules, as HAPI's HTTP specification has it. */
  public static final String CONTENT_TYPE = "x-application/hl7-v2+er7";

  /** Who made the ids in these messages. */
  private static final String OWN = "PARLEY";

  private final Charset charset;

  /** Writes in the receiver's character set, which MSH-18 names. */
  public Hl7Answers(Charset charset) {
    this.charset = charset;
  }

  /**
   * Writes one answer.
   *
   * @param controlId MSH-10, the same for the same answer
   * @param at when what is told was recorded
   */
  public Written write(Origin origin, Answer answer, String controlId, Instant at) {
    if (answer instanceof Decided decided) {
      return decided(origin, decided.verdict(), controlId, at);
    }
    if (answer instanceof Withdrawn) {
      return withdrawn(origin, controlId, at);
    }
    if (answer instanceof Booked booked) {
      return booked(origin, booked, controlId, at);
    }
    return letter(origin, (Letter) answer, controlId, at);
  }

  private Written decided(Origin origin, Verdict verdict, String controlId, Instant at) {
    var writer = new Hl7Writer(origin, charset);
    writer.header(origin, "RRI", "I12", "RRI_I12", controlId, at);
    writer.segment("MSA", "AA", origin.given("MSH-10"));
    referral(writer, origin, verdict == Verdict.ACCEPTED ? "A" : "R");
    writer.segment("PRD", writer.components("RT", "Referred to provider", "HL70286"));
    writer.person(origin);
    if (verdict == Verdict.REDIRECTED) {
      writer.segment("NTE", "1", "", writer.text("Another service is asked to take the referral."));
    }
    return written("RRI^I12", writer, controlId);
  }

  private Written withdrawn(Origin origin, String controlId, Instant at) {
    var writer = new Hl7Writer(origin, charset);
    writer.header(origin, "REF", "I14", "REF_I12", controlId, at);
    writer.segment("EVN", "I14", Hl7Writer.time(at));
    referral(writer, origin, "R");
    writer.segment("PRD", writer.components("RT", "Referred to provider", "HL70286"));
    writer.person(origin);
    return written("REF^I14", writer, controlId);
  }

  /** RF1-1 of HL7 table 0283, and the referral as the sender calls it. */
  private static void referral(Hl7Writer writer, Origin origin, String status) {
    writer.segment(
        "RF1",
        status,
        "",
        "",
        "",
        "",
        origin.given("RF1-6"),
        "",
        "",
        "",
        "",
        origin.given("RF1-11"));
  }

  private Written booked(Origin origin, Booked booked, String controlId, Instant at) {
    var writer = new Hl7Writer(origin, charset);
    var appointment = booked.appointment();
    writer.header(origin, "SIU", booked.what().trigger(), "SIU_S12", controlId, at);
    writer.segment("SCH", schedule(writer, origin, booked));
    writer.person(origin);
    writer.segment("PV1", "1", "O");
    writer.segment("RGS", "1", booked.what() == Answer.Booking.CANCELLED ? "D" : "A");
    // A cancelled one may have lost its time; then there is none to tell.
    var start = time(appointment.getStartElement());
    writer.segment(
        "AIS", "1", "", writer.components("TT", "Talking therapies appointment", OWN), start);
    return written("SIU^" + booked.what().trigger(), writer, controlId);
  }

  private static String[] schedule(Hl7Writer writer, Origin origin, Booked booked) {
    var appointment = booked.appointment();
    var fields = new String[26];
    java.util.Arrays.fill(fields, "");
    var id = appointment.getIdElement().getIdPart();
    fields[0] = writer.components(id, OWN);
    fields[1] = writer.components(id, OWN);
    fields[5] = writer.components("", reason(booked)); // SCH-6, event reason
    var start = time(appointment.getStartElement());
    var end = time(appointment.getEndElement());
    if (!start.isEmpty()) {
      fields[10] = writer.components("", "", "", start, end);
    }
    if (!start.isEmpty() && !end.isEmpty()) {
      var millis = appointment.getEnd().getTime() - appointment.getStart().getTime();
      fields[8] = String.valueOf(millis / 60_000);
      fields[9] = writer.components("min", "minute", "UCUM");
    }
    fields[24] = status(booked, appointment);
    fields[25] = origin.given("RF1-6");
    return fields;
  }

  /** Empty for a time that is said to be unknown too. */
  private static String time(InstantType at) {
    return at.hasValue() ? Hl7Writer.time(at.getValue().toInstant()) : "";
  }

  private static String reason(Booked booked) {
    return switch (booked.what()) {
      case NEW -> "Booked";
      case CHANGED -> "Changed";
      case CANCELLED -> "Cancelled";
    };
  }

  /** HL7 table 0278. */
  private static String status(Booked booked, Appointment appointment) {
    if (booked.what() == Answer.Booking.CANCELLED) {
      return "Cancelled";
    }
    return appointment.getStatus() == Appointment.AppointmentStatus.BOOKED ? "Booked" : "Pending";
  }

  private Written letter(Origin origin, Letter letter, String controlId, Instant at) {
    var writer = new Hl7Writer(origin, charset);
    var time = Hl7Writer.time(at);
    var happened = letter.happened().map(Hl7Writer::time);
    writer.header(origin, "MDM", "T02", "MDM_T02", controlId, at);
    writer.segment("EVN", "T02", time);
    writer.person(origin);
    writer.segment("PV1", "1", "O");
    var txa = new String[19];
    java.util.Arrays.fill(txa, "");
    txa[0] = "1";
    txa[1] = letter.kind().hl7();
    txa[2] = "TX";
    txa[3] = happened.orElse(time);
    txa[5] = time;
    txa[11] = writer.components(letter.documentId(), OWN);
    txa[13] = origin.given("RF1-6");
    txa[15] = writer.text(letter.kind().title());
    txa[16] = "DO"; // HL7 table 0271, documented
    txa[18] = "AV"; // HL7 table 0273, available
    writer.segment("TXA", txa);
    var code = writer.components(letter.kind().loinc(), letter.kind().loincName(), "LN");
    int number = 0;
    for (var line : lines(letter)) {
      writer.segment(
          "OBX",
          String.valueOf(++number),
          "TX",
          code,
          String.valueOf(number),
          writer.text(line),
          "",
          "",
          "",
          "",
          "",
          "F");
    }
    return written("MDM^T02", writer, controlId);
  }

  /** Each is an OBX: type TX knows no formatting commands such as that for a line break. */
  private static List<String> lines(Letter letter) {
    return letter.sections().stream()
        .flatMap(section -> Stream.concat(Stream.of(section.heading()), section.lines().stream()))
        .flatMap(String::lines)
        .toList();
  }

  private static Written written(String kind, Hl7Writer writer, String controlId) {
    return new Written(kind, writer.bytes(), CONTENT_TYPE, controlId);
  }
}
