package parley.server.bars;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Slot;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import parley.server.store.SlotBooking;

/**
 * What one database transaction books. The slots are written just before the commit; two
 * appointments of one transaction do not get the same slot either, though the database holds
 * neither yet.
 */
final class SlotWrites implements TransactionSynchronization {

  private final SlotBooking booking;
  private final Map<String, Appointment> claims = new HashMap<>();
  private final Map<String, Slot> slots = new LinkedHashMap<>();

  private SlotWrites(SlotBooking booking) {
    this.booking = booking;
  }

  /** Those of the present transaction. */
  static SlotWrites current(SlotBooking booking) {
    if (TransactionSynchronizationManager.getResource(SlotWrites.class)
        instanceof SlotWrites writes) {
      return writes;
    }
    var writes = new SlotWrites(booking);
    TransactionSynchronizationManager.bindResource(SlotWrites.class, writes);
    TransactionSynchronizationManager.registerSynchronization(writes);
    return writes;
  }

  void settle(Optional<Appointment> before, Appointment after) {
    var changed = booking.settle(before, after);
    for (var name : SlotBooking.held(after)) {
      var other = claims.putIfAbsent(name, after);
      if (other != null && !isSame(other, after)) {
        throw SlotBooking.taken();
      }
    }
    for (var slot : changed) {
      var name = "Slot/" + slot.getIdElement().getIdPart();
      var freed = slot.getStatus() == Slot.SlotStatus.FREE;
      if (!freed || !claims.containsKey(name)) {
        slots.put(name, slot);
      }
    }
  }

  private static boolean isSame(Appointment one, Appointment other) {
    return one == other
        || (one.getIdElement().hasIdPart()
            && one.getIdElement().getIdPart().equals(other.getIdElement().getIdPart()));
  }

  @Override
  public void beforeCommit(boolean readOnly) {
    if (!slots.isEmpty()) {
      booking.write(new ArrayList<>(slots.values()));
    }
  }

  @Override
  public void suspend() {
    TransactionSynchronizationManager.unbindResource(SlotWrites.class);
  }

  @Override
  public void resume() {
    TransactionSynchronizationManager.bindResource(SlotWrites.class, this);
  }

  @Override
  public void beforeCompletion() {
    TransactionSynchronizationManager.unbindResource(SlotWrites.class);
  }
}
