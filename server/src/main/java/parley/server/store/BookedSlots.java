package parley.server.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
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
    var entries = new ArrayList<Entry>(bundle.entries());
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
        booking.settle(before, after).forEach(slot -> entries.add(Write.always(slot)));
      }
    }
    return new RecordBundle(bundle.people(), entries);
  }

  private Optional<Appointment> held(Appointment said) {
    var name = "Appointment/" + said.getIdPart();
    return records.existing(List.of(name)).containsKey(name)
        ? records.read("Appointment", said.getIdPart()).map(Appointment.class::cast)
        : Optional.empty();
  }
}
