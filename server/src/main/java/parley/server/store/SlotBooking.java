package parley.server.store;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Slot;
import org.hl7.fhir.r4.model.Slot.SlotStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.server.store.BookedSlots.Together;

/**
 * A slot is booked once. Whoever writes an Appointment takes turns with everybody else who writes
 * one of the same slots, from before the slots are looked at until the commit. A booked slot is
 * busy, and free again when its appointment is cancelled or moved.
 */
public final class SlotBooking {

  /** An appointment in any of these needs its slot; a person who did not come has used it up. */
  private static final Set<AppointmentStatus> HOLDING =
      Set.of(
          AppointmentStatus.PENDING,
          AppointmentStatus.BOOKED,
          AppointmentStatus.ARRIVED,
          AppointmentStatus.FULFILLED,
          AppointmentStatus.NOSHOW,
          AppointmentStatus.CHECKEDIN);

  private final StoredRecords records;
  private final Identities identities;

  SlotBooking(StoredRecords records, Identities identities) {
    this.records = records;
    this.identities = identities;
  }

  public SlotBooking(DaoRegistry daos, JdbcTemplate jdbc, EntityManagerFactory sessions) {
    this(
        new StoredRecords(
            daos, jdbc, SharedEntityManagerCreator.createSharedEntityManager(sessions)),
        new Identities(jdbc));
  }

  /**
   * Decides a write of an appointment; other writers of its slots wait until the transaction ends.
   *
   * @param before as stored; empty when it is new
   * @param after as it is to be stored
   * @return the slots as they have to be afterwards, as far as they change
   * @throws SlotTaken when a slot is another appointment's, not free, not held, or of another time
   */
  public List<Slot> settle(Optional<Appointment> before, Appointment after) {
    return settle(before, after, Together.ALONE);
  }

  /** The same, of one of several appointments whose slots are decided at once. */
  List<Slot> settle(Optional<Appointment> before, Appointment after, Together together) {
    var had = before.map(SlotBooking::held).orElse(Set.of());
    var wanted = held(after);
    var all = new TreeSet<>(had);
    all.addAll(wanted);
    if (all.isEmpty()) {
      return List.of();
    }
    takeTurns(all);
    records.flush();
    var changed = new ArrayList<Slot>();
    for (var name : wanted) {
      taken(name, after, had.contains(name), together).ifPresent(changed::add);
    }
    if (!had.equals(wanted) || before.filter(it -> SlotTimes.areSame(it, after)).isEmpty()) {
      SlotTimes.check(after, wanted.stream().flatMap(it -> find(it).stream()).toList());
    }
    for (var name : had) {
      if (!wanted.contains(name)) {
        released(name, after, together).ifPresent(changed::add);
      }
    }
    return changed;
  }

  /**
   * Makes other writers of some slots wait until the transaction ends. Who needs several takes them
   * at once, so that no two wait for each other.
   */
  void takeTurns(Collection<String> slots) {
    identities.lockNames(slots.stream().map(name -> "booking:" + name).toList());
  }

  /** Stores the slots in the caller's transaction. */
  public void write(List<Slot> slots) {
    var details = new TransactionDetails();
    for (var slot : slots) {
      var copy = slot.copy();
      copy.setId(new IdType("Slot", slot.getIdElement().getIdPart()));
      records.write(copy, details);
    }
    records.flush();
  }

  /** The slots that an appointment keeps others from, as {@code Slot/id}. */
  public static Set<String> held(Appointment appointment) {
    var names = new LinkedHashSet<String>();
    if (HOLDING.contains(appointment.getStatus())) {
      for (var slot : appointment.getSlot()) {
        var id = slot.getReferenceElement().toUnqualifiedVersionless();
        if ("Slot".equals(id.getResourceType()) && id.hasIdPart()) {
          names.add(id.getValue());
        }
      }
    }
    return names;
  }

  private Optional<Slot> taken(String name, Appointment by, boolean had, Together together) {
    var slot = find(name).map(Slot.class::cast);
    if (slot.isEmpty()) {
      throw new SlotTaken(
          Problem.error(
              ProblemCode.NOT_FOUND,
              "Appointment.slot",
              "the slot is not held here",
              "Read the free slots again and book one of them."));
    }
    var status = slot.get().getStatus();
    var free =
        status == SlotStatus.FREE || (status == SlotStatus.BUSY && together.slots().contains(name));
    if (isHeldByAnother(name, by, together) || !(had || free)) {
      throw taken();
    }
    return slot.get().getStatus() == SlotStatus.BUSY
        ? Optional.empty()
        : Optional.of(slot.get().copy().setStatus(SlotStatus.BUSY));
  }

  /** The refusal of a slot that is another's. */
  public static SlotTaken taken() {
    return new SlotTaken(
        Problem.error(
            ProblemCode.SLOT_TAKEN,
            "Appointment.slot",
            "the slot is booked or blocked",
            "Read the free slots again and book another."));
  }

  /** The refusal of a message that books a slot for two appointments. */
  static SlotTaken takenTwice() {
    return new SlotTaken(
        Problem.error(
            ProblemCode.SLOT_TAKEN,
            "Appointment.slot",
            "two appointments of the message are in the same slot, and a slot is booked once",
            "Send one appointment for each slot."));
  }

  private Optional<Slot> released(String name, Appointment by, Together together) {
    return isHeldByAnother(name, by, together)
        ? Optional.empty()
        : find(name)
            .map(Slot.class::cast)
            .filter(slot -> slot.getStatus() == SlotStatus.BUSY)
            .map(slot -> slot.copy().setStatus(SlotStatus.FREE));
  }

  private boolean isHeldByAnother(String name, Appointment by, Together together) {
    var id = new IdType(name);
    return records.referrers(id.getResourceType(), id.getIdPart()).stream()
        .filter(referrer -> referrer.startsWith("Appointment/"))
        .filter(referrer -> !referrer.equals("Appointment/" + by.getIdElement().getIdPart()))
        .filter(referrer -> !together.appointments().contains(referrer))
        .flatMap(referrer -> find(referrer).stream())
        .map(Appointment.class::cast)
        .anyMatch(other -> held(other).contains(name));
  }

  /** Looked for first, because a read that fails would end the transaction. */
  private Optional<Resource> find(String name) {
    var id = new IdType(name);
    return records.existing(List.of(name)).containsKey(name)
        ? records.read(id.getResourceType(), id.getIdPart())
        : Optional.empty();
  }
}
