package parley.server.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    var together = Together.of(bookings);
    for (var one : bookings) {
      booking.settle(one.before(), one.after(), together).stream()
          // Given up by one appointment of the message and taken by another.
          .filter(slot -> slot.getStatus() != SlotStatus.FREE || !claimed.containsKey(name(slot)))
          .forEach(slot -> entries.add(Write.always(slot)));
    }
    return new RecordBundle(bundle.people(), entries);
  }

  /** An appointment of the message as it is held, and as it is to be. */
  record Booking(Optional<Appointment> before, Appointment after) {

    Stream<String> slots() {
      return Stream.concat(
          before.stream().flatMap(held -> SlotBooking.held(held).stream()),
          SlotBooking.held(after).stream());
    }
  }

  /**
   * Appointments that one message decides at once: what is held of them counts for none of the
   * others, because it is over with the message.
   *
   * @param appointments as {@code Appointment/id}
   * @param slots those that they hold before the message, as {@code Slot/id}
   */
  record Together(Set<String> appointments, Set<String> slots) {

    static final Together ALONE = new Together(Set.of(), Set.of());

    private static Together of(List<Booking> bookings) {
      return new Together(
          bookings.stream()
              .map(one -> "Appointment/" + one.after().getIdPart())
              .collect(Collectors.toSet()),
          bookings.stream()
              .flatMap(one -> one.before().stream())
              .flatMap(held -> SlotBooking.held(held).stream())
              .collect(Collectors.toSet()));
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
