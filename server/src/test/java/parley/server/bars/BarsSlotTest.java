package parley.server.bars;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.hl7.fhir.r4.model.Slot;
import org.junit.jupiter.api.Test;
import parley.server.Http;
import parley.server.Messages;
import parley.server.Slots;

/** Slots that are booked once, by BaRS and by plain FHIR. */
class BarsSlotTest {

  private final BarsClient bars = new BarsClient();
  private final Http http = bars.http;

  @Test
  void aRequestThatWasRefusedIsTriedAgainAndNotCalledADuplicate() {
    var id = UUID.randomUUID().toString();
    var body = BarsMessages.booking("BT-6", Messages.nhsNumber(414), "bt-6", "booked");
    bars.is(bars.post(id, body, "json"), 404, "REC_NOT_FOUND", "not-found");
    Slots.publish(http, "bt-6");
    var again = bars.post(id, body, "json");
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    bars.is(bars.post(id, body, "json"), 409, "REC_CONFLICT", "duplicate");
  }

  @Test
  void aSlotIsBookedOnceAndFreeAgainWhenCancelled() {
    Slots.publish(http, "bt-7");
    var number = Messages.nhsNumber(415);
    var booked = bars.fresh(BarsMessages.booking("BT-7", number, "bt-7", "booked"));
    assertThat(booked.statusCode()).as(booked.body()).isEqualTo(200);
    assertThat(slot("bt-7")).isEqualTo(Slot.SlotStatus.BUSY);
    bars.is(
        bars.fresh(BarsMessages.booking("BT-8", number, "bt-7", "booked")),
        409,
        "REC_CONFLICT",
        "conflict");
    var plain = http.postJson("/fhir/Appointment", appointment("bt-7"));
    assertThat(plain.statusCode()).as(plain.body()).isEqualTo(409);
    var cancelled = bars.fresh(BarsMessages.booking("BT-7", number, "bt-7", "cancelled"));
    assertThat(cancelled.statusCode()).as(cancelled.body()).isEqualTo(200);
    assertThat(slot("bt-7")).isEqualTo(Slot.SlotStatus.FREE);
    assertThat(http.postJson("/fhir/Appointment", appointment("bt-7")).statusCode()).isEqualTo(201);
    assertThat(slot("bt-7")).isEqualTo(Slot.SlotStatus.BUSY);
  }

  @Test
  void oneTransactionDoesNotBookASlotTwiceAndADeletedAppointmentFreesIt() {
    Slots.publish(http, "bt-11");
    var entry =
        "{\"resource\":%s,\"request\":{\"method\":\"POST\",\"url\":\"Appointment\"}}"
            .formatted(appointment("bt-11"));
    var bundle = "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[%s,%s]}";
    assertThat(http.postJson("/fhir", bundle.formatted(entry, entry)).statusCode()).isEqualTo(409);
    assertThat(slot("bt-11")).isEqualTo(Slot.SlotStatus.FREE);
    var made = http.postJson("/fhir/Appointment", appointment("bt-11"));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(slot("bt-11")).isEqualTo(Slot.SlotStatus.BUSY);
    var name = "Appointment/" + bars.parse(made.body()).getIdElement().getIdPart();
    assertThat(http.delete("/fhir/" + name).statusCode()).isEqualTo(200);
    assertThat(slot("bt-11")).isEqualTo(Slot.SlotStatus.FREE);
  }

  /** Else a slot is kept from others while the person comes at another hour. */
  @Test
  void anAppointmentIsAtTheTimeOfItsSlot() {
    Slots.publish(http, "bt-12");
    var number = Messages.nhsNumber(417);
    var message = BarsMessages.booking("BT-12", number, "bt-12", "booked");
    var moved = message.replace("2027-01-20T10:00", "2027-01-20T09:00");
    assertThat(moved).isNotEqualTo(message);
    bars.is(bars.fresh(moved), 422, "REC_UNPROCESSABLE_ENTITY", "invariant");
    var early = appointment("bt-12").replace("2027-01-20T10:50:00Z", "2027-01-20T10:40:00Z");
    var plain = http.postJson("/fhir/Appointment", early);
    assertThat(plain.statusCode()).as(plain.body()).isEqualTo(422);
    assertThat(plain.body()).contains("Appointment.end").doesNotContain("10:40");
    assertThat(slot("bt-12")).isEqualTo(Slot.SlotStatus.FREE);
    // The same moments in another zone are the same time.
    var kept = appointment("bt-12").replace("10:00:00Z", "11:00:00+01:00");
    var made = http.postJson("/fhir/Appointment", kept);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    // What the service moved itself does not stand in the way of what happens to the booking.
    var held = http.get("/fhir/Slot/bt-12").body();
    assertThat(held).contains("10:50:00");
    var longer = http.putJson("/fhir/Slot/bt-12", held.replace("10:50:00", "10:55:00"));
    assertThat(longer.statusCode()).as(longer.body()).isEqualTo(200);
    var id = bars.parse(made.body()).getIdElement().getIdPart();
    var arrived =
        kept.replace("\"booked\"", "\"arrived\"").replaceFirst("\\{", "{\"id\":\"" + id + "\",");
    var after = http.putJson("/fhir/Appointment/" + id, arrived);
    assertThat(after.statusCode()).as(after.body()).isEqualTo(200);
  }

  @Test
  void ofManyWhoBookOneSlotAtOnceExactlyOneGetsIt() throws Exception {
    for (var round = 0; round < 5; round++) {
      var slot = "race-" + round;
      Slots.publish(http, slot);
      var statuses = race(slot, round);
      assertThat(statuses).as("round " + round).containsOnly(200, 409).containsOnlyOnce(200);
      assertThat(bars.total("Appointment?slot=Slot/" + slot)).isOne();
    }
  }

  /** Two BaRS bookings and two plain writes, let go together; success as 200. */
  private List<Integer> race(String slot, int round) throws Exception {
    var start = new CyclicBarrier(4);
    var pool = Executors.newFixedThreadPool(4);
    try {
      var tries = new ArrayList<Callable<Integer>>();
      for (var one = 0; one < 2; one++) {
        var number = "RACE-" + round + '-' + one;
        var body = BarsMessages.booking(number, Messages.nhsNumber(420 + one), slot, "booked");
        tries.add(
            () -> {
              start.await();
              return bars.fresh(body).statusCode();
            });
        tries.add(
            () -> {
              start.await();
              return plain(slot);
            });
      }
      var statuses = new ArrayList<Integer>();
      for (var done : pool.invokeAll(tries)) {
        statuses.add(done.get());
      }
      return statuses;
    } finally {
      pool.shutdown();
    }
  }

  private int plain(String slot) {
    var status = http.postJson("/fhir/Appointment", appointment(slot)).statusCode();
    return status == 201 ? 200 : status;
  }

  private static String appointment(String slot) {
    return """
        {"resourceType":"Appointment","status":"booked","start":"2027-01-20T10:00:00Z",
         "end":"2027-01-20T10:50:00Z","slot":[{"reference":"Slot/%s"}],
         "participant":[{"actor":{"display":"Somebody"},"status":"accepted"}]}"""
        .formatted(slot);
  }

  private Slot.SlotStatus slot(String id) {
    return ((Slot) bars.parse(http.get("/fhir/Slot/" + id).body())).getStatus();
  }
}
