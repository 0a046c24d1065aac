package parley.mappings;

import java.time.Instant;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.DomainResource;
import parley.mappings.AsOf.Words;
import parley.terminology.Systems;

/**
 * What a booking ({@link AsOf#BOOKED}) and a word on what became of the same appointment make of
 * each other. A booking that is sent again undoes no session that was kept or missed; one of
 * another start is a new booking. Any other status stands until the booking.
 *
 * @param resource what the message says then
 * @param told as of when
 * @param cleared what it deletes besides
 */
record Rebooking(DomainResource resource, Words told, Set<String> cleared) {

  private static final String ATTENDANCE_URL = Systems.structureDefinition("attendance");
  private static final String ATTENDANCE = "extension:" + ATTENDANCE_URL;
  private static final String STATUS = "status";
  private static final Set<AppointmentStatus> HAPPENED =
      Set.of(AppointmentStatus.FULFILLED, AppointmentStatus.NOSHOW);

  /** The message as it is to be taken beside what is held. */
  static Rebooking of(DomainResource incoming, Words told, DomainResource stored, Words known) {
    if (incoming instanceof Appointment said && stored instanceof Appointment held) {
      if (told.parts().containsKey(AsOf.BOOKED)) {
        return booking(said, told, held, known);
      }
      var speaks = told.parts().containsKey(STATUS) || told.whole().isAfter(Instant.MIN);
      if (speaks && known.parts().containsKey(AsOf.BOOKED)) {
        return status(said, told, held, known);
      }
    }
    return new Rebooking(incoming, told, Set.of());
  }

  private static Rebooking booking(Appointment said, Words told, Appointment held, Words known) {
    if (!HAPPENED.contains(held.getStatus())) {
      return new Rebooking(said, told, Set.of());
    }
    var at = told.parts().get(AsOf.BOOKED);
    if (!isMoved(said, held) || known.of("start").isAfter(at)) {
      var silent = said.copy();
      silent.setStatusElement(null);
      return new Rebooking(silent, told, Set.of());
    }
    return known.of(STATUS).isAfter(at)
        ? new Rebooking(said, told, Set.of())
        : new Rebooking(said, saying(told, at), Set.of(ATTENDANCE));
  }

  /** A status that is older than the booking that is held, and came after it. */
  private static Rebooking status(Appointment said, Words told, Appointment held, Words known) {
    var at = told.of(STATUS);
    var overtaken = at.isBefore(known.of(AsOf.BOOKED)) && !at.isBefore(known.of(STATUS));
    if (!overtaken || (HAPPENED.contains(said.getStatus()) && !isMoved(said, held))) {
      return new Rebooking(said, told, Set.of());
    }
    var booked = said.copy();
    booked.setStatus(AppointmentStatus.BOOKED);
    booked.getExtension().removeIf(part -> ATTENDANCE_URL.equals(part.getUrl()));
    return new Rebooking(booked, told, Set.of());
  }

  /** Whether both say when it begins, and differ. */
  private static boolean isMoved(Appointment said, Appointment held) {
    return said.getStartElement().hasValue()
        && held.getStartElement().hasValue()
        && said.getStart().getTime() != held.getStart().getTime();
  }

  private static Words saying(Words told, Instant at) {
    var parts = new TreeMap<>(told.parts());
    parts.put(STATUS, at);
    parts.put(ATTENDANCE, at);
    return new Words(told.whole(), parts);
  }
}
