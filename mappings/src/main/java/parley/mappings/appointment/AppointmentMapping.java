package parley.mappings.appointment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import parley.mappings.InboundMessage;
import parley.mappings.Mapping;
import parley.mappings.MappingResult;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.hl7v2.Hl7Message;
import parley.mappings.hl7v2.Hl7Times;
import parley.mappings.person.PatientMapper;
import parley.mappings.reading.Reading;
import parley.terminology.Terminology;

/**
 * SIU^S12, S13, S14, S15, S17 and S26: the person, the Appointment, and the contact when the
 * message says what became of it. Segments are found wherever they stand; RGS is not needed.
 */
public final class AppointmentMapping implements Mapping {

  @Override
  public MappingResult map(InboundMessage inbound, Hl7Message message, Terminology terminology) {
    var reading = new Reading(inbound, message, terminology);
    var event = BookingEvent.read(reading);
    if (message.envelope().messageCode().equals("SIU")) {
      reading.needed("SCH");
      reading.onlyOne("SCH", "Send one message for each appointment.");
    }
    var identity =
        reading.stopped()
            ? Optional.<AppointmentIdentity>empty()
            : AppointmentIdentity.read(reading);
    var person = PatientMapper.map(reading);
    if (identity.isEmpty() || person.isEmpty()) {
      return reading.rejected();
    }
    notCarried(reading);
    var record = new AppointmentRecord(reading, terminology, event);
    return reading.result(record.bundle(identity.get(), person.get(), written(reading)));
  }

  private static void notCarried(Reading reading) {
    for (var name : List.of("AL1", "DG1", "OBX")) {
      reading
          .message()
          .first(name)
          .ifPresent(
              segment ->
                  reading.note(
                      Problem.warning(
                          ProblemCode.NOT_CARRIED,
                          name + "-1",
                          "what a message about an appointment says in segments "
                              + name
                              + " is not carried into the record; it stays in the journal",
                          "Send it with the referral, or with a message about the person.")));
    }
  }

  /**
   * When the message was written: MSH-7, else EVN-2, else when it was received; no later than that,
   * so that a clock that is ahead does not keep out what comes after.
   */
  private static Instant written(Reading reading) {
    var received = reading.inbound().receivedAt();
    return Stream.concat(
            reading.message().first("MSH").stream().map(msh -> msh.field(7).value()),
            reading.message().first("EVN").stream().map(evn -> evn.field(2).value()))
        .flatMap(value -> Hl7Times.instant(value, received).stream())
        .map(moment -> moment.getValue().toInstant())
        .findFirst()
        .filter(moment -> moment.isBefore(received))
        .orElse(received);
  }
}
