package parley.camelroutes.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.camelroutes.outbox.OutboxEntry.State;

/** Order, retries, circuit breaker and the two groups of threads, in a running Camel context. */
class OutboxRouteTest {

  private final InMemoryOutbox outbox = new InMemoryOutbox();
  private final List<String> arrived = new ArrayList<>();
  private final Map<String, AtomicInteger> failing = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();
  private final List<String> tried = new ArrayList<>();
  private final DefaultCamelContext context = new DefaultCamelContext();

  @AfterEach
  void stop() {
    hanging.values().forEach(CountDownLatch::countDown);
    context.stop();
  }

  @Test
  void whatFailsIsTriedAgainAndTheNextWaitsForIt() throws Exception {
    failing.put("a", new AtomicInteger(3));
    put("a", 1, 2, 3);
    put("b", 4);

    start(new RetryTimes(Duration.ofMillis(20), Duration.ofMillis(80), 100, Duration.ofSeconds(1)));

    await(() -> arrivedAt("a").size() == 3);
    assertThat(arrivedAt("a")).containsExactly("a-1", "a-2", "a-3");
    assertThat(arrivedAt("b")).containsExactly("b-4");
    assertThat(outbox.row(1).attempts()).isEqualTo(4);
    assertThat(outbox.row(2).attempts()).isEqualTo(1);
  }

  @Test
  void whatIsRefusedIsDeadWithItsReasonAndTheNextGoesOn() throws Exception {
    outbox.put(InMemoryOutbox.draft("a", "refuse-1"));
    put("a", 2);

    start(RetryTimes.usual());

    await(() -> arrivedAt("a").size() == 1);
    assertThat(outbox.row(1).state()).isEqualTo(State.DEAD);
    assertThat(outbox.row(1).reason()).isEqualTo("refused with AR");
    outbox.replay(1);
    await(() -> outbox.row(1).attempts() == 2 && outbox.row(1).state() == State.DEAD);
  }

  @Test
  void aDestinationThatFailsAgainAndAgainIsLeftAloneButForProbes() throws Exception {
    failing.put("a", new AtomicInteger(4));
    put("a", 1, 2);

    start(new RetryTimes(Duration.ofMillis(1), Duration.ofMillis(1), 3, Duration.ofSeconds(3)));

    await(() -> triesOf("a") == 3);
    Thread.sleep(300);
    assertThat(triesOf("a")).as("tries while the circuit is open").isEqualTo(3);
    await(() -> triesOf("a") == 4);
    Thread.sleep(300);
    assertThat(triesOf("a")).as("tries after a probe that failed").isEqualTo(4);
    await(() -> arrivedAt("a").size() == 2);
    assertThat(triesOf("a")).isEqualTo(6);
  }

  @Test
  void manyThatHangDoNotKeepTheOthersWaiting() throws Exception {
    for (int i = 0; i < 12; i++) {
      var name = "hangs-" + i;
      hanging.put(name, new CountDownLatch(1));
      put(name, 1);
    }
    start(RetryTimes.usual());
    await(() -> countTried() >= 8);
    hanging.values().forEach(CountDownLatch::countDown);
    await(() -> arrived().size() == 12);
    forget();

    // All of them are known to be slow now; they hang again, and what is prompt passes them.
    for (int i = 0; i < 12; i++) {
      var name = "hangs-" + i;
      hanging.put(name, new CountDownLatch(1));
      put(name, 2);
    }
    Thread.sleep(200);
    for (int i = 1; i <= 100; i++) {
      put("prompt-" + i % 5, i);
    }
    await(() -> arrived().stream().filter(id -> id.startsWith("prompt")).count() == 100);
    assertThat(hanging.values()).allMatch(latch -> latch.getCount() == 1);
  }

  @Test
  void goesOnWhenTheStoreComesBack() throws Exception {
    outbox.away(true);
    put("a", 1);
    start(RetryTimes.usual());
    Thread.sleep(100);
    assertThat(arrived()).isEmpty();
    outbox.away(false);
    await(() -> arrivedAt("a").size() == 1);
  }

  @Test
  void theLeaseOfATryIsRenewedWhileTheGatewayStops() throws Exception {
    var sending = new CountDownLatch(1);
    hanging.put("a", sending);
    put("a", 1);
    start(RetryTimes.usual(), Duration.ofMillis(600));
    await(() -> countTried() == 1);
    var stopping = new Thread(context::stop, "stopping");
    stopping.start();
    await(context::isStopping);
    int before = outbox.renewed().size();
    await(() -> outbox.renewed().size() > before + 1);
    sending.countDown();
    stopping.join();
    assertThat(outbox.row(1).state()).isEqualTo(State.SENT);
  }

  @Test
  void unknownDestinationsWaitAndSayWhy() throws Exception {
    put("nowhere", 1);
    start(RetryTimes.usual());
    await(() -> outbox.row(1).reason().startsWith("no destination of this name"));
    assertThat(outbox.row(1).state()).isEqualTo(State.WAITING);
  }

  private void put(String destination, int... numbers) {
    for (int number : numbers) {
      outbox.put(InMemoryOutbox.draft(destination, destination + "-" + number));
    }
  }

  private void start(RetryTimes times) throws Exception {
    start(times, Duration.ofSeconds(5));
  }

  private void start(RetryTimes times, Duration lease) throws Exception {
    var settings =
        new OutboxDelivery.Settings(times, RefusalRule.usual(), Duration.ofMillis(10), lease, 8, 4);
    Destinations known =
        name ->
            name.equals("nowhere")
                ? Optional.empty()
                : Optional.of(new Destination.Mllp(name, "127.0.0.1", 1));
    var delivery =
        new OutboxDelivery(outbox, known, List.of(new Scripted()), settings, Clock.systemUTC());
    context.addRoutes(new OutboxRoute(delivery));
    context.start();
  }

  private List<String> arrived() {
    synchronized (arrived) {
      return List.copyOf(arrived);
    }
  }

  private void forget() {
    synchronized (arrived) {
      arrived.clear();
    }
  }

  private List<String> arrivedAt(String destination) {
    synchronized (arrived) {
      return arrived.stream().filter(id -> id.startsWith(destination + "-")).toList();
    }
  }

  private int countTried() {
    synchronized (arrived) {
      return tried.size();
    }
  }

  private int triesOf(String destination) {
    synchronized (arrived) {
      return (int) tried.stream().filter(destination::equals).count();
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("ninety seconds are over").isLessThan(end);
      Thread.sleep(5);
    }
  }

  /** Fails, hangs or refuses as the test says. */
  private final class Scripted implements Transport {

    @Override
    public boolean carries(Destination destination) {
      return true;
    }

    @Override
    public Transmission send(OutboxEntry entry, Destination destination) {
      var name = destination.name();
      synchronized (arrived) {
        tried.add(name);
      }
      var hang = hanging.get(name);
      if (hang != null) {
        try {
          hang.await(90, TimeUnit.SECONDS);
          Thread.sleep(1100);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      if (entry.message().messageId().startsWith("refuse")) {
        return new Transmission.Refused("refused with AR", Optional.empty());
      }
      if (failing.containsKey(name) && failing.get(name).getAndDecrement() > 0) {
        return new Transmission.TryAgain("away");
      }
      synchronized (arrived) {
        arrived.add(entry.message().messageId());
      }
      return new Transmission.Sent("", Optional.empty());
    }
  }
}
