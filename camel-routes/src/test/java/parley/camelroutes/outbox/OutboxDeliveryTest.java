package parley.camelroutes.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import parley.camelroutes.outbox.OutboxEntry.State;

/** What refusals, objections and long tries come to; one thread, and a clock that the test sets. */
class OutboxDeliveryTest {

  private static final Duration LEASE = Duration.ofSeconds(60);

  private final InMemoryOutbox outbox = new InMemoryOutbox();
  private final List<String> tried = new ArrayList<>();
  private final SetClock clock = new SetClock();
  private Function<OutboxEntry, Transmission> receiver =
      entry -> new Transmission.Sent("", Optional.empty());

  @Test
  void aReceiverThatRefusesEverythingDoesNotEmptyItsQueue() {
    put("a", 10);
    receiver = entry -> new Transmission.Refused("refused with AR", Optional.empty());
    var delivery = delivery(new RefusalRule(3, Duration.ofDays(1)), 1000);
    run(delivery, 8);
    assertThat(states()).containsExactly("DEAD", "DEAD", "WAITING");
    assertThat(outbox.row(3).attempts()).as("the one that waits is tried again").isEqualTo(6);
    assertThat(outbox.row(4).attempts()).isZero();

    receiver = entry -> new Transmission.Sent("", Optional.empty());
    run(delivery, 1);
    assertThat(outbox.row(10).state()).as("all that waited").isEqualTo(State.SENT);
    assertThat(outbox.row(1).state()).isEqualTo(State.DEAD);

    // One that is taken ends the row of refusals: a single bad message is dead again.
    put("b", 1);
    receiver = entry -> new Transmission.Refused("refused with AR", Optional.empty());
    run(delivery, 1);
    assertThat(outbox.row(11).state()).isEqualTo(State.DEAD);
  }

  @Test
  void aReceiverThatRefusesOneKindGetsTheOthers() {
    for (int number = 1; number <= 4; number++) {
      outbox.put(InMemoryOutbox.draft("a", "S" + number, "SIU^S12", "ServiceRequest/" + number));
    }
    outbox.put(InMemoryOutbox.draft("a", "R-OF-4", "RRI^I12", "ServiceRequest/4"));
    outbox.put(InMemoryOutbox.draft("a", "R-OF-6", "RRI^I12", "ServiceRequest/6"));
    receiver =
        entry ->
            entry.message().kind().startsWith("SIU")
                ? new Transmission.Refused("refused with AR", Optional.empty())
                : new Transmission.Sent("", Optional.empty());
    run(delivery(new RefusalRule(3, Duration.ofDays(1)), 1000), 20);
    assertThat(tried).startsWith("S1", "S2", "S3", "R-OF-6", "S3", "S4");
    assertThat(tried.indexOf("R-OF-4"))
        .as("not before what is older of the same referral")
        .isGreaterThan(tried.lastIndexOf("S4"));
    for (long id = 1; id <= 4; id++) {
      assertThat(outbox.row(id).state()).isEqualTo(State.DEAD);
    }
    assertThat(outbox.row(5).state()).isEqualTo(State.SENT);
    assertThat(outbox.row(6).state()).isEqualTo(State.SENT);
  }

  @Test
  void ofAReceiverThatRefusesEveryKindNothingMoreDies() {
    for (int number = 1; number <= 9; number++) {
      var kind = List.of("SIU^S12", "RRI^I12", "MDM^T02").get(number % 3);
      outbox.put(InMemoryOutbox.draft("a", "M" + number, kind, "ServiceRequest/" + number));
    }
    receiver = entry -> new Transmission.Refused("refused with AR", Optional.empty());
    run(delivery(new RefusalRule(3, Duration.ofDays(1)), 1000), 20);
    assertThat(states()).containsExactly("DEAD", "DEAD", "WAITING");
    assertThat(tried).contains("M3", "M4", "M5").doesNotContain("M6", "M7", "M8", "M9");
  }

  @Test
  void oneBadMessageSentAgainAndAgainStopsNothing() {
    put("a", 1);
    receiver = entry -> new Transmission.Refused("refused with AR", Optional.empty());
    var delivery = delivery(new RefusalRule(3, Duration.ofDays(1)), 1000);
    for (int person = 1; person <= 6; person++) {
      run(delivery, 1);
      assertThat(outbox.row(1).state()).isEqualTo(State.DEAD);
      outbox.replay(1);
    }
  }

  @Test
  void refusalsInARowOpenTheCircuit() {
    put("a", 10);
    receiver = entry -> new Transmission.Refused("refused with AR", Optional.empty());
    var delivery = delivery(new RefusalRule(3, Duration.ofDays(1)), 4);
    run(delivery, 8);
    assertThat(delivery.circuitOpen("a")).isTrue();
    assertThat(tried).as("tries before the circuit opened").hasSize(4);
    clock.add(Duration.ofSeconds(31));
    run(delivery, 8);
    assertThat(tried).as("with one probe").hasSize(5);
  }

  @Test
  void aMessageThatIsObjectedToForTooLongIsDeadAndTheNextGoesOn() {
    put("a", 2);
    receiver =
        entry ->
            entry.id() == 1
                ? new Transmission.Objected(
                    "answered AE", Optional.of(Duration.ofNanos(1)), Optional.empty())
                : new Transmission.Sent("", Optional.empty());
    run(delivery(new RefusalRule(5, Duration.ofDays(1)), 1000), 5);
    assertThat(outbox.row(1).state()).isEqualTo(State.WAITING);
    assertThat(outbox.row(2).attempts()).as("order is kept").isZero();

    var impatient = delivery(new RefusalRule(5, Duration.ofNanos(1)), 1000);
    run(impatient, 2);
    assertThat(outbox.row(1).state()).isEqualTo(State.DEAD);
    assertThat(outbox.row(1).reason()).isEqualTo("answered AE");
    assertThat(outbox.row(2).state()).isEqualTo(State.SENT);
  }

  @Test
  void whatGoesOverInPartsIsNoFailure() {
    put("a", 1);
    receiver =
        entry ->
            entry.attempts() < 9
                ? new Transmission.Part(entry.attempts() + " of 9 chunks")
                : new Transmission.Sent("", Optional.empty());
    var delivery = delivery(RefusalRule.usual(), 2);
    run(delivery, 9);
    assertThat(delivery.circuitOpen("a")).isFalse();
    assertThat(outbox.row(1).state()).isEqualTo(State.SENT);
  }

  @Test
  void theLeaseOfALongTryIsRenewedWhileItLasts() {
    put("a", 1);
    var delivery = delivery(RefusalRule.usual(), 5);
    receiver =
        entry -> {
          delivery.renewLeases();
          assertThat(outbox.renewed()).as("just taken").isEmpty();
          clock.add(LEASE.dividedBy(2));
          delivery.renewLeases();
          assertThat(outbox.renewed()).containsExactly(1L);
          delivery.renewLeases();
          assertThat(outbox.renewed()).as("renewed just now").hasSize(1);
          clock.add(LEASE.dividedBy(2));
          delivery.renewLeases();
          assertThat(outbox.renewed()).hasSize(2);
          return new Transmission.Sent("", Optional.empty());
        };
    run(delivery, 1);
    clock.add(LEASE);
    delivery.renewLeases();
    assertThat(outbox.renewed()).as("it is over").hasSize(2);
    assertThat(outbox.row(1).state()).isEqualTo(State.SENT);
  }

  @Test
  void moreSlowDestinationsThanThreadsTakeTurns() {
    for (char name = 'a'; name <= 'i'; name++) {
      put(String.valueOf(name), 100);
    }
    receiver =
        entry -> {
          clock.add(Duration.ofSeconds(2));
          return new Transmission.Sent("", Optional.empty());
        };
    var delivery = delivery(new RefusalRule(3, Duration.ofDays(1)), 1000);
    run(delivery, 2);
    assertThat(tried).as("each shows that it is slow").contains("a1", "i1");
    tried.clear();
    run(delivery, 3);
    assertThat(tried.stream().map(id -> id.substring(0, 1)).distinct())
        .as("four at a time, a turn of ten seconds each")
        .hasSize(9);
    assertThat(tried).hasSize(3 * 4 * 5);
  }

  private void put(String destination, int count) {
    for (int number = 1; number <= count; number++) {
      outbox.put(InMemoryOutbox.draft(destination, destination + number));
    }
  }

  private List<String> states() {
    return List.of(
        outbox.row(1).state().name(), outbox.row(2).state().name(), outbox.row(3).state().name());
  }

  /** So many looks for what is due, each message that is taken then sent. */
  private static void run(OutboxDelivery delivery, int looks) {
    for (int look = 0; look < looks; look++) {
      delivery.take().forEach(delivery::deliver);
    }
  }

  private OutboxDelivery delivery(RefusalRule refusals, int openAfter) {
    var times =
        new RetryTimes(Duration.ofNanos(1), Duration.ofNanos(1), openAfter, Duration.ofSeconds(30));
    return new OutboxDelivery(
        outbox,
        name -> Optional.of(new Destination.Mllp(name, "127.0.0.1", 1)),
        List.of(new Scripted()),
        new OutboxDelivery.Settings(times, refusals, Duration.ofMillis(10), LEASE, 8, 4),
        clock);
  }

  private final class Scripted implements Transport {
    @Override
    public boolean carries(Destination destination) {
      return true;
    }

    @Override
    public Transmission send(OutboxEntry entry, Destination destination) {
      tried.add(entry.message().messageId());
      return receiver.apply(entry);
    }
  }

  private static final class SetClock extends Clock {
    private Instant now = Instant.parse("2026-11-23T09:00:00Z");

    void add(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("nobody asks for it");
    }
  }
}
