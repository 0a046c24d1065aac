package parley.server.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Slot;
import org.hl7.fhir.r4.model.Slot.SlotStatus;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordMerge;

/** Adds to a message's record what becomes of the slots that its appointments book or give up. */
final class BookedSlots {

  private final StoredRecords records;
  private final SlotBooking booking;

  BookedSlots(StoredRecords records, SlotBooking booking) {
    this.records = records;
    this.booking = booking;
  }

  /**
   * The same record with its slots.
   *
   * @throws SlotTaken when a slot cannot be booked; nothing is written then
   */
  RecordBundle booked(RecordBundle bundle) {
    var bookings = bookings(bundle);
    booking.takeTurns(bookings.stream().flatMap(Booking::slots).toList());
    var claimed = new HashMap<String, String>();
    for (var one : bookings) {
      for (var slot : SlotBooking.held(one.after())) {
        var id = one.after().getIdPart();
        if (!id.equals(claimed.getOrDefault(slot, id))) {
          throw SlotBooking.takenTwice();
        }
        claimed.put(slot, id);
      }
    }
    var entries = new ArrayList<Entry>(bundle.entries());
    for (var one : bookings) {
      booking.settle(one.before(), one.after()).stream()
          .filter(slot -> slot.getStatus() != SlotStatus.FREE || !claimed.containsKey(name(slot)))
          .forEach(slot -> entries.add(Write.always(slot)));
    }
    return new RecordBundle(bundle.people(), entries);
  }

  /** An appointment of the message as it is held, and as it is to be. */
  private record Booking(Optional<Appointment> before, Appointment after) {

    Stream<String> slots() {
      return Stream.concat(
          before.stream().flatMap(held -> SlotBooking.held(held).stream()),
          SlotBooking.held(after).stream());
    }
  }

  private List<Booking> bookings(RecordBundle bundle) {
    var bookings = new ArrayList<Booking>();
    for (var entry : bundle.entries()) {
      if (entry instanceof Write write && write.resource() instanceof Appointment said) {
        var before = held(said);
        if (before.isEmpty() && write.when() instanceof When.Present) {
          continue;
        }
        var after =
            before
                .map(stored -> (Appointment) RecordMerge.merge(write, stored).resource())
                .orElse(said);
        after.setId(said.getIdPart());
        bookings.add(new Booking(before, after));
      }
    }
    return bookings;
  }

  private static String name(Slot slot) {
    return "Slot/" + slot.getIdElement().getIdPart();
  }

  private Optional<Appointment> held(Appointment said) {
    var name = "Appointment/" + said.getIdPart();
    return records.existing(List.of(name)).containsKey(name)
        ? records.read("Appointment", said.getIdPart()).map(Appointment.class::cast)
        : Optional.empty();
  }
}
