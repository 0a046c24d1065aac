package parley.server.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a Subscription: outages, restarts, errors, ends. */
class SubscriptionLifeTest {

  private final Subscriber subscriber = new Subscriber();

  @AfterEach
  void unsubscribe() {
    subscriber.close();
  }

  @Test
  void afterAnOutageAndARestartEverythingArrivesOnceInOrder() {
    subscriber.subscribe(", \"payload\": \"application/fhir+json\"");
    subscriber.receiver().down();
    IntStream.rangeClosed(1, 5).forEach(subscriber::observe);
    var export = subscriber.startExport();
    subscriber.restartGateway();
    assertThat(subscriber.awaitEnd(export))
        .as("an export that its gateway did not finish")
        .isEqualTo(500);
    IntStream.rangeClosed(6, 8).forEach(subscriber::observe);
    subscriber.receiver().up();
    var events = subscriber.awaitEvents(8);
    assertThat(events)
        .extracting(Receiver.Call::number)
        .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
    assertThat(events).extracting(Receiver.Call::id).doesNotHaveDuplicates();
    assertThat(events)
        .extracting(
            event ->
                subscriber
                    .fhir()
                    .newJsonParser()
                    .parseResource(Observation.class, event.body())
                    .getValueQuantity()
                    .getValue()
                    .intValue())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    subscriber.assertNothingMore(8);
  }

  @Test
  void aReceiverThatIsGoneMakesItAnErrorUntilItIsRequestedAgain() {
    subscriber.put(
        subscriber.subscription(
            "Observation?status=final", ", \"payload\": \"application/fhir+json\""),
        201);
    subscriber.awaitStatus("active");
    subscriber.receiver().answer(call -> call.path().startsWith(subscriber.path()) ? 410 : 200);
    subscriber.observe(1);
    subscriber.awaitStatus("error");
    assertThat(subscriber.read().getError()).contains("410");
    subscriber.observe(2);
    subscriber.receiver().answer(call -> 200);
    subscriber.put(
        subscriber.subscription(
            "Observation?status=final", ", \"payload\": \"application/fhir+json\""),
        200);
    subscriber.awaitStatus("active");
    assertThat(subscriber.read().getError()).isNull();
    var before = subscriber.events().size();
    subscriber.observe(3);
    assertThat(subscriber.awaitEvents(before + 1).get(before).body()).contains("\"value\":3");
  }

  @Test
  void oneRedirectDoesNotEndIt() {
    subscriber.subscribe(", \"payload\": \"application/fhir+json\"");
    var redirected = new AtomicBoolean();
    subscriber
        .receiver()
        .answer(
            call ->
                call.path().startsWith(subscriber.path()) && redirected.compareAndSet(false, true)
                    ? 307
                    : 200);
    subscriber.observe(1);
    var events = subscriber.awaitEvents(2);
    assertThat(redirected).isTrue();
    assertThat(events).extracting(Receiver.Call::id).hasSize(2).containsOnly(events.get(0).id());
    assertThat(subscriber.read().getStatus().toCode()).isEqualTo("active");
  }

  @Test
  void itsEndTurnsItOff() {
    var end = Instant.now().plus(Duration.ofSeconds(8)).toString();
    subscriber.put(
        subscriber
            .subscription("Observation?status=final", "")
            .replace("\"reason\"", "\"end\":\"" + end + "\",\"reason\""),
        201);
    subscriber.awaitStatus("off");
    subscriber.observe(1);
    subscriber.assertNothingMore(0);
  }

  @Test
  void whoTurnsItOffIsLeftAlone() {
    subscriber.subscribe("");
    subscriber.put(
        subscriber.subscription("Observation?status=final", "").replace("\"requested\"", "\"off\""),
        200);
    subscriber.observe(1);
    assertThat(subscriber.http().delete("/fhir/Subscription/" + subscriber.name()).statusCode())
        .isEqualTo(200);
    subscriber.observe(2);
    subscriber.assertNothingMore(0);
  }
}
