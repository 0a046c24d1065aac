package parley.server.synth;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import parley.server.synth.MadeContact.MadeScore;
import parley.terminology.Systems;
import parley.terminology.scale.Scales;

/**
 * What HL7 v2 tells of a referral, as the system of the service that registers, books and scores
 * sends it: ADT^A28, REF^I12, SIU^S12, S14, S15 and S26, ORU^R01. HL7 v2 has no word for a course
 * of treatment, for what was done in a contact, or for the end; FHIR tells those.
 */
final class ReferralMessages {

  private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyyMMddHHmm");
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
  private static final int LATE = 62;
  private static final int OUT_OF_RANGE = 31;

  private final MadeReferral of;
  private final Scales scales;
  private final Opening.Origin origin;
  private final List<Sent> sent = new ArrayList<>();
  private int named;

  private ReferralMessages(MadeReferral of, Scales scales) {
    this.of = of;
    this.scales = scales;
    this.origin = new Opening.Origin("SYNTH-PAS", of.service().code(), "PARLEY", "");
  }

  /**
   * A message.
   *
   * @param at when it was sent, English local time
   * @param planted whether it must be refused, because it is wrong on purpose
   */
  record Sent(LocalDateTime at, byte[] bytes, boolean planted) {}

  /** The messages in the order in which they were sent. */
  static List<Sent> of(MadeReferral referral, Scales scales) {
    var messages = new ReferralMessages(referral, scales);
    messages.write();
    messages.sent.sort(Comparator.comparing(Sent::at));
    return List.copyOf(messages.sent);
  }

  private void write() {
    var received = of.received().atTime(9, 0);
    if (of.owner() == of.n()) {
      var person = begun("ADT^A28^ADT_A05", "A28", received.minusMinutes(5));
      patient(person);
      practice(person);
      send(person, received.minusMinutes(5), false);
    }
    referral(received);
    of.contacts().forEach(this::contact);
  }

  private void referral(LocalDateTime received) {
    var message = begun("REF^I12^REF_I12", "I12", received);
    message
        .segment("RF1")
        .set(1, "A^Accepted^HL70283")
        .set(2, of.urgent() ? "A^ASAP^HL70280" : "R^Routine^HL70280")
        .set(3, "PSY^Psychiatric^HL70281")
        .set(6, of.number() + '^' + of.service().code())
        .set(7, DAY.format(received));
    message
        .segment("PRD")
        .set(1, "RT^Referred to Provider^HL70286")
        .set(4, "^^^" + of.service().code() + "^^^^^" + of.service().name());
    patient(message);
    practice(message);
    send(message, received, false);
    if (of.has(PlantedError.RESENT_MESSAGE)) {
      sent.add(new Sent(received.plusHours(2), sent.get(sent.size() - 1).bytes(), false));
    }
  }

  private void contact(MadeContact contact) {
    var booked = contact.at().minusDays(7).withHour(17);
    var received = of.received().atTime(9, 30);
    booking(contact, "S12", booked.isBefore(received) ? received : booked);
    var after = contact.at().plusMinutes(contact.minutes());
    switch (contact.attendance()) {
      case ON_TIME, LATE_BUT_SEEN -> booking(contact, "S14", after);
      case CANCELLED_BY_PATIENT, CANCELLED_BY_PROVIDER ->
          booking(contact, "S15", contact.at().minusMinutes(90));
      case DID_NOT_ATTEND, LATE_AND_NOT_SEEN -> booking(contact, "S26", after);
      case IN_THE_FUTURE, NOT_RECORDED -> {
        // Nothing has become of it yet.
      }
    }
    if (!contact.scores().isEmpty()) {
      result(contact, after.plusMinutes(5));
    }
  }

  private void booking(MadeContact contact, String event, LocalDateTime at) {
    var message = new Er7();
    header(message, "SIU^" + event + "^SIU_S12", at);
    var schedule =
        message
            .segment("SCH")
            .set(1, of.number("C", contact.number()) + '^' + of.service().code())
            .set(8, contact.type().code() + "^^" + Systems.codeSystem("nhs-appointment-type"))
            .set(
                11,
                "^^^%s^%s"
                    .formatted(
                        MINUTES.format(contact.at()),
                        MINUTES.format(contact.at().plusMinutes(contact.minutes()))))
            .set(26, of.number() + '^' + of.service().code());
    switch (event) {
      case "S12" -> schedule.set(25, "Booked");
      case "S14" -> schedule.set(25, "Complete");
      case "S15" ->
          schedule.set(
              6,
              contact.attendance().code()
                  + "^^"
                  + Systems.codeSystem("nhs-attended-or-did-not-attend"));
      default -> {
        // The event says it.
      }
    }
    patient(message);
    send(message, at, false);
  }

  private void result(MadeContact contact, LocalDateTime after) {
    var late = of.has(PlantedError.LATE_MESSAGE) && isLastWithScores(contact);
    var wrong =
        of.has(PlantedError.SCORE_OUT_OF_RANGE)
            && Planting.insideScores(of).filter(contact::equals).isPresent();
    var at = late ? after.plusDays(LATE) : after;
    var message = new Er7();
    header(message, "ORU^R01^ORU_R01", at);
    patient(message);
    message.segment("ORC").set(1, "RE").set(2, of.number() + '^' + of.service().code());
    message
        .segment("OBR")
        .set(1, "1")
        .set(3, of.number("S", contact.number()) + '^' + of.service().code())
        .set(4, "ROMS^Outcome measures^L")
        .set(7, MINUTES.format(contact.at()))
        .set(25, "F");
    var set = 1;
    for (var score : contact.scores()) {
      observation(message, set, score, wrong && set == 1 ? OUT_OF_RANGE : score.value());
      set++;
    }
    send(message, at, wrong);
  }

  private void observation(Er7 message, int set, MadeScore score, int value) {
    var scale = scales.get(score.scale());
    message
        .segment("OBX")
        .set(1, String.valueOf(set))
        .set(2, "NM")
        .set(3, scale.snomedCode() + '^' + scale.name() + "^SCT")
        .set(5, String.valueOf(value))
        .set(11, "F");
  }

  private boolean isLastWithScores(MadeContact contact) {
    return of.contacts().stream()
        .filter(it -> !it.scores().isEmpty())
        .reduce((earlier, later) -> later)
        .filter(contact::equals)
        .isPresent();
  }

  private Er7 begun(String type, String event, LocalDateTime at) {
    var message = new Er7();
    Opening.header(message, origin, type, event, MINUTES.format(at), controlId())
        .set(18, "UNICODE UTF-8");
    return message;
  }

  private void header(Er7 message, String type, LocalDateTime at) {
    Opening.msh(message, origin, type, MINUTES.format(at), controlId()).set(18, "UNICODE UTF-8");
  }

  /** At most 20 characters (HL7 v2.4 MSH-10). */
  private String controlId() {
    named++;
    return "%s-%02d".formatted(of.number().replace('R', 'M'), named);
  }

  private void patient(Er7 message) {
    var person = of.person();
    var local = "%s^^^%s^MR".formatted(of.localPatient(), of.service().code());
    var nhs = person.nhsNumber() + "^^^NHS^NH";
    var pid =
        Opening.patient(
                message,
                person,
                of.has(PlantedError.MISSING_NHS_NUMBER) ? local : nhs + '~' + local)
            .set(
                11,
                "%s^%s^^^%s^GBR^H"
                    .formatted(
                        person.street(), person.town(), PersonRecords.postcode(of).orElse("")))
            .set(13, person.telephone() + "^PRN^CP")
            .set(22, of.has(PlantedError.INVALID_ETHNIC_CATEGORY) ? "QQ" : person.ethnicCategory());
    if (of.has(PlantedError.IMPOSSIBLE_BIRTH_DATE)) {
      pid.set(7, person.birthDate().getYear() + "0230");
    }
    if (!of.has(PlantedError.MISSING_NHS_NUMBER)) {
      pid.set(32, "01");
    }
  }

  private void practice(Er7 message) {
    var code = PersonRecords.practice(of);
    message.segment("PD1").set(3, "SYNTHETIC SURGERY^^" + code);
  }

  private void send(Er7 message, LocalDateTime at, boolean planted) {
    sent.add(new Sent(at, message.bytes(StandardCharsets.UTF_8), planted));
  }
}
