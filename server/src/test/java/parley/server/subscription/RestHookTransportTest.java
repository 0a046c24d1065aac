package parley.server.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.camelroutes.outbox.Destination;
import parley.camelroutes.outbox.OutboxDraft;
import parley.camelroutes.outbox.OutboxEntry;
import parley.camelroutes.outbox.Transmission;
import parley.server.RunningGateway;
import parley.server.settings.InvalidSettings;
import parley.server.subscription.EndpointPolicy.Resolver;
import parley.server.subscription.SubscriberSettings.Target;

/** Sending, over real sockets and with names that resolve as the test says. */
class RestHookTransportTest {

  private static final String SECRET = "a-secret-of-a-test-32-bytes-long";

  private final Receiver receiver = new Receiver(RunningGateway.freePort());

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void aNameThatTurnsPrivateAfterTheCheckIsNotConnectedTo() {
    var asked = new AtomicInteger();
    Resolver rebinding =
        host ->
            new InetAddress[] {
              InetAddress.getByName(asked.incrementAndGet() == 1 ? "20.90.1.1" : "127.0.0.1")
            };
    var result = send(settings(false), rebinding);
    assertThat(result).isInstanceOf(Transmission.TryAgain.class);
    assertThat(asked).hasValue(2);
    assertThat(receiver.calls("/")).isEmpty();
  }

  @Test
  void oneBadAddressAmongSeveralIsEnough() {
    Resolver mixed =
        host ->
            new InetAddress[] {
              InetAddress.getByName("20.90.1.1"), InetAddress.getByName("169.254.169.254")
            };
    assertThat(send(settings(true), mixed))
        .as("not sent, and not given up for one answer of a name server")
        .isInstanceOf(Transmission.TryAgain.class);
    assertThat(receiver.calls("/")).isEmpty();
  }

  @Test
  void aRedirectIsNotFollowed() {
    receiver.redirectTo(receiver.url("/elsewhere"));
    assertThat(send(settings(true), InetAddress::getAllByName))
        .isInstanceOf(Transmission.TryAgain.class);
    assertThat(receiver.calls("/elsewhere")).isEmpty();
    assertThat(receiver.calls("/hook")).hasSize(1);
  }

  @Test
  void whatTheReceiverCannotDoNowIsTriedAgainAndWhatIsGoneIsNot() {
    for (var status : List.of(500, 503, 429, 401, 403, 400, 404)) {
      receiver.answer(call -> status);
      assertThat(send(settings(true), InetAddress::getAllByName))
          .isInstanceOf(Transmission.TryAgain.class);
    }
    receiver.answer(call -> 410);
    assertThat(send(settings(true), InetAddress::getAllByName))
        .isInstanceOf(Transmission.Gone.class);
  }

  @Test
  void aReceiverThatIsAwayIsTriedAgain() {
    receiver.down();
    assertThat(send(settings(true), InetAddress::getAllByName))
        .isInstanceOf(Transmission.TryAgain.class);
    receiver.up();
  }

  @Test
  void theSignatureIsOfTimeIdAndBody() {
    assertThat(send(settings(true), InetAddress::getAllByName))
        .isInstanceOf(Transmission.Sent.class);
    var call = receiver.calls("/hook").get(0);
    var seconds = Long.parseLong(call.signature().replaceAll("t=(\\d+),.*", "$1"));
    assertThat(call.signature())
        .isEqualTo(Signature.of(SECRET, seconds, "s-7", "{}".getBytes(StandardCharsets.UTF_8)))
        .isNotEqualTo(Signature.of(SECRET, seconds, "s-8", "{}".getBytes(StandardCharsets.UTF_8)));
    assertThat(Instant.ofEpochSecond(seconds))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    assertThat(call.id()).isEqualTo("s-7");
    assertThat(call.number()).isEqualTo("7");
  }

  /** Worked out beside the program: printf '1700000000.s-7.{}' | openssl dgst -sha256 -hmac. */
  @Test
  void theSignatureIsHmacSha256() {
    assertThat(Signature.of(SECRET, 1_700_000_000L, "s-7", "{}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(
            "t=1700000000,v1=f636ff879b040224312f865c5b64414e6e6cc064848e0b268d6852956e33ae56");
  }

  @Test
  void aTargetThatIsNoLongerInTheSettingsEndsIt() {
    var time = Duration.ofSeconds(5);
    var none = new SubscriberSettings(List.of(), time, time, time, time, time);
    assertThat(send(none, InetAddress::getAllByName)).isInstanceOf(Transmission.Gone.class);
    assertThat(receiver.calls("/")).isEmpty();
  }

  @Test
  void timesThatNoTryWouldTakeAreRefusedAtTheStart() {
    var time = Duration.ofSeconds(5);
    var tooLong = Duration.ofSeconds(21);
    assertThatThrownBy(() -> new SubscriberSettings(List.of(), time, time, time, tooLong, time))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("connect and answer may be 25s together");
    assertThatThrownBy(() -> new SubscriberSettings(List.of(), time, time, tooLong, time, time))
        .isInstanceOf(InvalidSettings.class);
    var most = Duration.ofSeconds(20);
    assertThat(new SubscriberSettings(List.of(), time, time, time, most, time).answer())
        .isEqualTo(most);
  }

  private Transmission send(SubscriberSettings settings, Resolver resolver) {
    var endpoints = new EndpointPolicy(settings, resolver);
    var states = new SubscriptionStates(new DaoRegistry(), mock(IHapiTransactionService.class));
    var transport =
        new RestHookTransport(
            endpoints, new HookClients(settings, endpoints), states, Clock.systemUTC());
    var draft =
        new OutboxDraft(
            "Subscription/s",
            Notifications.EVENT,
            "Observation/1",
            "{}".getBytes(StandardCharsets.UTF_8),
            RestHook.JSON,
            "s-7",
            "7",
            Optional.empty());
    var now = Instant.now();
    var entry =
        new OutboxEntry(1, draft, OutboxEntry.State.WAITING, 1, now, now, "", "", Optional.empty());
    return transport.send(
        entry,
        new Destination.RestHook("Subscription/s", URI.create(receiver.url("/hook")), Map.of()));
  }

  private static SubscriberSettings settings(boolean privateAddresses) {
    var target =
        new Target(
            "test",
            List.of("localhost"),
            Set.of("Observation"),
            SECRET,
            List.of(),
            true,
            privateAddresses);
    var time = Duration.ofSeconds(5);
    return new SubscriberSettings(List.of(target), time, time, time, time, time);
  }
}
