package parley.server.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Encounter;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordMerge;
import parley.mappings.appointment.ContactEncounter;

/**
 * A message tells part of an appointment; what came of it is told by all of it. Only the store
 * knows the rest.
 */
final class AppointmentContacts {

  private final StoredRecords records;
  private final ContactEncounter contacts;

  AppointmentContacts(StoredRecords records, ContactEncounter contacts) {
    this.records = records;
    this.contacts = contacts;
  }

  /** The same bundle, with each contact made of its appointment as it will be held. */
  RecordBundle followed(RecordBundle bundle) {
    if (bundle.entries().stream().noneMatch(AppointmentContacts::isAppointment)) {
      return bundle;
    }
    records.flush();
    var contactsNow = new HashMap<String, Write>();
    for (var entry : bundle.entries()) {
      if (isAppointment(entry)) {
        var follows = follow((Write) entry);
        contactsNow.put(follows.resource().getIdPart(), follows);
      }
    }
    var entries = new ArrayList<Entry>();
    for (var entry : bundle.entries()) {
      entries.add(
          entry instanceof Write write && write.resource() instanceof Encounter encounter
              ? contactsNow.getOrDefault(encounter.getIdPart(), write)
              : entry);
    }
    return new RecordBundle(bundle.people(), entries);
  }

  private Write follow(Write write) {
    var held = held(write.resource().getIdPart());
    var after =
        held.map(stored -> (Appointment) RecordMerge.merge(write, stored).resource())
            .orElseGet(() -> (Appointment) write.resource());
    return contacts.follow(held, after);
  }

  /** Looked for first, because a read that fails would end the transaction. */
  private Optional<Appointment> held(String id) {
    var name = "Appointment/" + id;
    return records.existing(List.of(name)).containsKey(name)
        ? records.read("Appointment", id).map(Appointment.class::cast)
        : Optional.empty();
  }

  private static boolean isAppointment(Entry entry) {
    return entry instanceof Write write && write.resource() instanceof Appointment;
  }
}
