package parley.server.demo;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import parley.server.synth.Er7;
import parley.server.synth.MadePerson;

/** Collects the messages of a day, naming each so that no two runs share a control id. */
final class DayScript {

  private final LocalDate date;
  private final String run;
  private final List<DemoMessage> messages = new ArrayList<>();
  private int named;

  DayScript(LocalDate date, String run) {
    this.date = date;
    this.run = run;
  }

  /** A new control id and the moment it is for; at most 20 characters (HL7 v2.4 MSH-10). */
  Slip slip(Office office, String event, LocalTime at) {
    return new Slip(unique(initials(office)), event, date.atTime(at));
  }

  /** A business number that is new in every run, such as a referral's or a visit's. */
  String unique(String prefix) {
    named++;
    return "%s-%s-%04d".formatted(prefix, run, named);
  }

  /** Adds a message that must be applied; its type is read from MSH-9. */
  DemoMessage good(Office office, Slip slip, MadePerson person, String code, Er7 body, String why) {
    return add(
        office,
        slip,
        code + '^' + slip.event(),
        person.nhsNumber(),
        body.bytes(office.charset()),
        Outcome.AA,
        why);
  }

  DemoMessage add(
      Office office,
      Slip slip,
      String type,
      String patient,
      byte[] bytes,
      Outcome expected,
      String why) {
    var message =
        new DemoMessage(
            office.sender(),
            office.transport(),
            slip.at().toLocalTime(),
            type,
            slip.controlId(),
            patient,
            bytes,
            expected,
            why,
            Optional.empty());
    messages.add(message);
    return message;
  }

  /** The same bytes once more, as a sender does that missed the answer. */
  void resend(DemoMessage first, LocalTime at) {
    messages.add(
        new DemoMessage(
            first.sender(),
            first.transport(),
            at,
            first.type(),
            unique(first.name() + "-again"),
            first.patient(),
            first.bytes(),
            first.expected(),
            "sent again byte for byte: the same answer, no second effect",
            Optional.of(first.name())));
  }

  /** The whole day in the order of the clock. */
  List<DemoMessage> inOrder() {
    return messages.stream().sorted(Comparator.comparing(DemoMessage::at)).toList();
  }

  private static String initials(Office office) {
    var sender = office.sender();
    return (sender.charAt(0) + sender.substring(sender.indexOf('-') + 1).substring(0, 1))
        .toUpperCase(Locale.ROOT);
  }
}
