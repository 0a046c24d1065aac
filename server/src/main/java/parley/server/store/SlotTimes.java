package parley.server.store;

import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Slot;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/** An appointment takes place at the time of the slots that it books. */
final class SlotTimes {

  private SlotTimes() {}

  /** Whether two appointments are at the same time. */
  static boolean areSame(Appointment one, Appointment other) {
    return Objects.equals(one.getStart(), other.getStart())
        && Objects.equals(one.getEnd(), other.getEnd());
  }

  /**
   * Compares what the appointment says; a time that it lacks is not compared.
   *
   * @param booked its slots: it begins with the first and ends with the last
   * @throws SlotTaken when it is at another time
   */
  static void check(Appointment appointment, List<? extends Resource> booked) {
    var slots = booked.stream().map(Slot.class::cast).toList();
    check(
        "Appointment.start",
        appointment.getStartElement(),
        slots.stream().map(Slot::getStart).filter(Objects::nonNull).sorted());
    check(
        "Appointment.end",
        appointment.getEndElement(),
        slots.stream()
            .map(Slot::getEnd)
            .filter(Objects::nonNull)
            .sorted(Comparator.reverseOrder()));
  }

  private static void check(String element, InstantType said, Stream<Date> ofSlots) {
    var wanted = ofSlots.findFirst();
    if (said.hasValue()
        && wanted.filter(it -> it.getTime() != said.getValue().getTime()).isPresent()) {
      throw new SlotTaken(
          Problem.error(
              ProblemCode.CONTRADICTION,
              element,
              "the appointment is not at the time of the slot that it books",
              "Send start and end of the Slot as it was read, or book the slot of the time meant."));
    }
  }
}
