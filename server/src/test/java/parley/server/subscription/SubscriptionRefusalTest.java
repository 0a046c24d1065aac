package parley.server.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a Subscription may not ask for, and is told so. */
class SubscriptionRefusalTest {

  private final Subscriber subscriber = new Subscriber();

  @AfterEach
  void unsubscribe() {
    subscriber.close();
  }

  @ParameterizedTest
  @CsvSource({
    "Observation?subject.family=x, chain",
    "Observation?_lastUpdated=gt2020-01-01, updated",
    "Observation?nonsense=1, unknown parameter",
    "Observation?_has:Provenance:target:agent=1, has",
    "Observation?status=final&_sort=date, order",
    "Encounter?status=finished, not a type of the target",
    "Subscription?status=active, Subscriptions themselves",
    "Nonsense?a=b, no type",
  })
  void criteriaThatCannotBeKeptAreRefused(String criteria, String why) {
    var body = subscriber.put(subscriber.subscription(criteria, ""), 422);
    assertThat(body).as(why).contains("Subscription.criteria");
  }

  @ParameterizedTest
  @CsvSource({
    "http://169.254.169.254/latest, metadata",
    "https://127.0.0.1/hook, loopback",
    "https://127.0.0.1:1/hook, loopback",
    "http://hooks.example.org/hook, http",
    "https://example.net/hook, not on the list",
    "https://localhost@example.net/hook, user",
    "https://example.org.evil.test/hook, not below the name",
    "file:///etc/passwd, no web address",
    "localhost, no web address",
  })
  void endpointsThatAreNotAllowedAreRefused(String endpoint, String why) {
    var body =
        subscriber.put(
            subscriber
                .subscription("Observation?status=final", "")
                .replace(subscriber.receiver().url(subscriber.path()), endpoint),
            422);
    assertThat(body).as(why).contains("Subscription.channel.endpoint");
  }

  @Test
  void headersAndPayloadsThatAreNotAllowedAreRefused() {
    var plain = subscriber.subscription("Observation?status=final", "");
    for (var header : List.of("Host: evil", "Authorization: Bearer x", "X-Ward", "Parley-X: 1")) {
      assertThat(subscriber.put(plain.replace("X-Ward: seven", header), 422))
          .as(header)
          .contains("Subscription.channel.header");
    }
    assertThat(
            subscriber.put(
                subscriber.subscription("Observation?", ", \"payload\": \"text/html\""), 422))
        .contains("Subscription.channel.payload");
    assertThat(
            subscriber.put(
                plain.replace(
                    "\"type\"",
                    "\"extension\":[{\"url\":\"http://hl7.org/fhir/uv/subscriptions-backport/"
                        + "StructureDefinition/backport-heartbeat-period\",\"valueUnsignedInt\":60}],"
                        + "\"type\""),
                422))
        .contains("heartbeats");
    var query =
        subscriber
            .subscription("Observation?", ", \"payload\": \"application/fhir+json\"")
            .replace(subscriber.path() + "\"", subscriber.path() + "?a=b\"");
    assertThat(subscriber.put(query, 422)).contains("Subscription.channel.endpoint");
    assertThat(subscriber.put(plain.replace("\"rest-hook\"", "\"email\""), 422))
        .contains("Subscription.channel.type");
  }
}
