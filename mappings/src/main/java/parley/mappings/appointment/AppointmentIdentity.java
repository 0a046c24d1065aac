package parley.mappings.appointment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Identifier;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordIds;
import parley.mappings.Sender.Fact;
import parley.mappings.hl7v2.Field;
import parley.mappings.reading.OwnSystems;
import parley.mappings.reading.Reading;

/**
 * Which appointment a message is about.
 *
 * @param id id of the Appointment
 * @param identifiers its identifiers, the one the id is made from first
 */
record AppointmentIdentity(String id, List<Identifier> identifiers) {

  private static final String NUMBER = "appointment";

  /** Who asks for appointments and who keeps them count apart. */
  private static final String FILLER = "appointment-filler";

  /**
   * Reads the field that the sender has set, else SCH-1 (placer) and SCH-2 (filler), of which the
   * first that has a value tells the appointment from others.
   *
   * @return empty, and noted, when none has: no change could find the appointment
   */
  static Optional<AppointmentIdentity> read(Reading reading) {
    var identifiers = new ArrayList<Identifier>();
    var own = reading.sender().source(Fact.APPOINTMENT_NUMBER);
    reading
        .told(Fact.APPOINTMENT_NUMBER)
        .filter(told -> !told.value().isEmpty())
        .ifPresent(
            told -> identifiers.add(identifier(reading, NUMBER, told.value(), authority(told))));
    reading
        .message()
        .first("SCH")
        .ifPresent(
            sch -> {
              add(reading, NUMBER, sch.field(1), identifiers);
              if (!own.equals("SCH-2")) {
                add(reading, FILLER, sch.field(2), identifiers);
              }
            });
    var isSet = reading.told(Fact.APPOINTMENT_NUMBER).isPresent() || own.isEmpty();
    if (identifiers.isEmpty() || !isSet) {
      var field = own.isEmpty() ? "SCH-1" : own.replaceFirst("\\..*", "");
      reading.note(
          Problem.error(
              ProblemCode.MISSING_FIELD,
              field,
              "the message does not say which appointment it is about",
              "Send the number of the appointment in "
                  + (own.isEmpty() ? "SCH-1 or SCH-2." : own + '.')));
      return Optional.empty();
    }
    var first = identifiers.get(0);
    return Optional.of(
        new AppointmentIdentity(
            RecordIds.of("Appointment", first.getSystem(), first.getValue()), identifiers));
  }

  /** EI: id, namespace. */
  private static void add(
      Reading reading, String kind, Field number, List<Identifier> identifiers) {
    if (!number.component(1).isEmpty()) {
      var found = identifier(reading, kind, number.component(1), number.component(2));
      if (identifiers.stream().noneMatch(found::equalsDeep)) {
        identifiers.add(found);
      }
    }
  }

  private static String authority(Reading.Told told) {
    return told.segment().name().equals("SCH") ? told.field().component(2) : "";
  }

  private static Identifier identifier(
      Reading reading, String kind, String value, String authority) {
    return new Identifier()
        .setSystem(OwnSystems.identifier(reading.sender(), kind, authority))
        .setValue(value);
  }
}
