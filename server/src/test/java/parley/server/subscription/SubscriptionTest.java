package parley.server.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Subscription;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.server.Http;
import parley.server.Messages;
import parley.server.RunningGateway;

/** Subscriptions from the write that causes an event to the receiver's socket. */
class SubscriptionTest {

  private static final String SECRET = "a-secret-of-a-test-32-bytes-long";
  private static final Receiver RECEIVER = new Receiver(RunningGateway.freePort());

  private static RunningGateway gateway;
  private static Http http;

  private final String name = UUID.randomUUID().toString();

  @BeforeAll
  static void start() {
    begin(RunningGateway.start(RunningGateway.temporary(), settings()));
  }

  private static void begin(RunningGateway started) {
    gateway = started;
    http = new Http(started);
  }

  private static Map<String, Object> settings() {
    var settings = new HashMap<String, Object>();
    var target = "parley.subscriptions.targets[%d].%s";
    settings.put(target.formatted(0, "name"), "test");
    settings.put(target.formatted(0, "hosts"), "localhost");
    settings.put(target.formatted(0, "types"), "Observation,Patient");
    settings.put(target.formatted(0, "secret"), SECRET);
    settings.put(target.formatted(0, "headers"), "X-Ward");
    settings.put(target.formatted(0, "plain"), true);
    settings.put(target.formatted(0, "private-addresses"), true);
    settings.put(target.formatted(1, "name"), "outside");
    settings.put(target.formatted(1, "hosts"), "127.0.0.1,169.254.169.254,*.example.org");
    settings.put(target.formatted(1, "types"), "Observation");
    settings.put(target.formatted(1, "secret"), SECRET);
    settings.put("parley.subscriptions.sweep", "1s");
    return settings;
  }

  @AfterEach
  void unsubscribe() {
    http.delete("/fhir/Subscription/" + name);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    RECEIVER.close();
  }

  @Test
  void withoutPayloadTheReceiverIsOnlyCalled() {
    subscribe("");
    observe(1);
    var event = RECEIVER.awaitEvents(path(), 1).get(0);
    assertThat(event.method()).isEqualTo("POST");
    assertThat(event.path()).isEqualTo(path());
    assertThat(event.body()).isEmpty();
    assertThat(event.number()).isEqualTo("1");
    assertThat(event.id()).isEqualTo(name + "-1");
    assertThat(event.extra()).isEqualTo("seven");
    assertSigned(event);
  }

  @Test
  void withAMediaTypeTheResourceIsPut() {
    subscribe(", \"payload\": \"application/fhir+json\"");
    var id = observe(4);
    var event = RECEIVER.awaitEvents(path(), 1).get(0);
    assertThat(RECEIVER.calls(path()).get(0).path()).isEqualTo(path() + "/metadata");
    assertThat(event.method()).isEqualTo("PUT");
    assertThat(event.path()).isEqualTo(path() + "/Observation/" + id);
    assertThat(event.contentType()).startsWith("application/fhir+json");
    var sent = gateway.fhir().newJsonParser().parseResource(Observation.class, event.body());
    assertThat(sent.getValueQuantity().getValue()).isEqualByComparingTo("4");
    assertThat(sent.getMeta().getVersionId()).isEqualTo("1");
    assertSigned(event);
  }

  @Test
  void inXmlToo() {
    subscribe(", \"payload\": \"application/fhir+xml\"");
    observe(5);
    var event = RECEIVER.awaitEvents(path(), 1).get(0);
    assertThat(event.contentType()).startsWith("application/fhir+xml");
    var sent = gateway.fhir().newXmlParser().parseResource(Observation.class, event.body());
    assertThat(sent.getValueQuantity().getValue()).isEqualByComparingTo("5");
  }

  @ParameterizedTest
  @CsvSource({"empty, 1, false", "id-only, 2, false", "full-resource, 2, true"})
  void byTheBackportItIsABundle(String content, int entries, boolean whole) {
    subscribe(backport(content));
    var id = observe(6);
    var event = RECEIVER.awaitEvents(path(), 1).get(0);
    assertThat(bundle(RECEIVER.calls(path()).get(0)).getType())
        .as("handshake")
        .isEqualTo(Bundle.BundleType.HISTORY);
    assertThat(event.method()).isEqualTo("POST");
    var bundle = bundle(event);
    var status = (Parameters) bundle.getEntryFirstRep().getResource();
    assertThat(status.getParameter("type").getValue().primitiveValue())
        .isEqualTo("event-notification");
    assertThat(status.getParameter("events-since-subscription-start").getValue().primitiveValue())
        .isEqualTo("1");
    assertThat(((Reference) status.getParameter("subscription").getValue()).getReference())
        .endsWith("/Subscription/" + name);
    assertThat(bundle.getEntry()).hasSize(entries);
    if (entries > 1) {
      assertThat(bundle.getEntry().get(1).getFullUrl()).endsWith("/Observation/" + id);
      assertThat(bundle.getEntry().get(1).hasResource()).isEqualTo(whole);
    } else {
      assertThat(event.body()).doesNotContain(id);
    }
    assertSigned(event);
  }

  @Test
  void onlyWhatMeetsTheCriteriaAndOnlyOnceForATransaction() {
    subscribe("");
    observe("preliminary", UUID.randomUUID().toString(), 1);
    var id = UUID.randomUUID().toString();
    observe("final", id, 2);
    observe("final", id, 2); // the same again changes nothing
    observe("final", id, 3);
    observe("cancelled", id, 3);
    assertThat(RECEIVER.awaitEvents(path(), 2)).extracting(Receiver.Call::number)
        .containsExactly("1", "2");
    assertNothingMore(path(), 2);
  }

  @Test
  void aRefusedWriteTellsNobody() {
    subscribe("");
    var transaction =
        """
        {"resourceType":"Bundle","type":"transaction","entry":[
         {"resource":%s,"request":{"method":"POST","url":"Observation"}},
         {"resource":{"resourceType":"Patient","id":"x","gender":"nonsense"},
          "request":{"method":"PUT","url":"Patient/x"}}]}"""
            .formatted(observation("final", "", 3));
    assertThat(http.postJson("/fhir", transaction).statusCode()).isGreaterThanOrEqualTo(400);
    observe(9);
    assertThat(RECEIVER.awaitEvents(path(), 1)).extracting(Receiver.Call::number)
        .containsExactly("1");
    assertNothingMore(path(), 1);
  }

  @Test
  void messagesAreSeenToo() {
    var surname = "Kapoor" + name.substring(0, 6);
    put(subscription("Patient?family=" + surname, ""), 201);
    awaitStatus("active");
    var control = name.substring(0, 8);
    assertThat(http.hl7(Messages.person(control, control + "^^^RXX^PI", surname, "19800215")))
        .contains("MSA|AA");
    assertThat(RECEIVER.awaitEvents(path(), 1)).hasSize(1);
  }

  @Test
  void afterAnOutageAndARestartEverythingArrivesOnceInOrder() {
    subscribe(", \"payload\": \"application/fhir+json\"");
    RECEIVER.down();
    IntStream.rangeClosed(1, 5).forEach(this::observe);
    var data = gateway.data();
    var export = startExport();
    gateway.close();
    begin(RunningGateway.start(data, settings()));
    assertThat(awaitEnd(export)).as("an export that its gateway did not finish").isEqualTo(500);
    IntStream.rangeClosed(6, 8).forEach(this::observe);
    RECEIVER.up();
    var events = RECEIVER.awaitEvents(path(), 8);
    assertThat(events)
        .extracting(Receiver.Call::number)
        .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
    assertThat(events).extracting(Receiver.Call::id).doesNotHaveDuplicates();
    assertThat(events)
        .extracting(
            event ->
                gateway
                    .fhir()
                    .newJsonParser()
                    .parseResource(Observation.class, event.body())
                    .getValueQuantity()
                    .getValue()
                    .intValue())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertNothingMore(path(), 8);
  }

  @Test
  void aReceiverThatRedirectsMakesItAnErrorUntilItIsRequestedAgain() {
    put(subscription("Observation?status=final", ", \"payload\": \"application/fhir+json\""), 201);
    awaitStatus("active");
    RECEIVER.answer(call -> call.path().startsWith(path()) ? 307 : 200);
    observe(1);
    awaitStatus("error");
    assertThat(read().getError()).contains("307");
    observe(2);
    RECEIVER.answer(call -> 200);
    put(subscription("Observation?status=final", ", \"payload\": \"application/fhir+json\""), 200);
    awaitStatus("active");
    assertThat(read().getError()).isNull();
    var before = RECEIVER.events(path()).size();
    observe(3);
    assertThat(RECEIVER.awaitEvents(path(), before + 1).get(before).body()).contains("\"value\":3");
  }

  @Test
  void itsEndTurnsItOff() {
    var end = Instant.now().plus(Duration.ofSeconds(4)).toString();
    put(
        subscription("Observation?status=final", "")
            .replace("\"reason\"", "\"end\":\"" + end + "\",\"reason\""),
        201);
    awaitStatus("off");
    observe(1);
    assertNothingMore(path(), 0);
  }

  @Test
  void whoTurnsItOffIsLeftAlone() {
    subscribe("");
    put(
        subscription("Observation?status=final", "").replace("\"requested\"", "\"off\""), 200);
    observe(1);
    assertThat(http.delete("/fhir/Subscription/" + name).statusCode()).isEqualTo(200);
    observe(2);
    assertNothingMore(path(), 0);
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
    var body = put(subscription(criteria, ""), 422);
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
        put(
            subscription("Observation?status=final", "").replace(RECEIVER.url(path()), endpoint),
            422);
    assertThat(body).as(why).contains("Subscription.channel.endpoint");
  }

  @Test
  void headersAndPayloadsThatAreNotAllowedAreRefused() {
    var plain = subscription("Observation?status=final", "");
    for (var header : List.of("Host: evil", "Authorization: Bearer x", "X-Ward", "Parley-X: 1")) {
      assertThat(put(plain.replace("X-Ward: seven", header), 422))
          .as(header)
          .contains("Subscription.channel.header");
    }
    assertThat(put(subscription("Observation?", ", \"payload\": \"text/html\""), 422))
        .contains("Subscription.channel.payload");
    assertThat(put(plain.replace("\"rest-hook\"", "\"email\""), 422))
        .contains("Subscription.channel.type");
  }

  private void subscribe(String payload) {
    put(subscription("Observation?status=final", payload), 201);
    awaitStatus("active");
  }

  private String path() {
    return "/" + name;
  }

  private String subscription(String criteria, String payload) {
    return """
        {"resourceType":"Subscription","id":"%s","status":"requested","reason":"test",
         "criteria":"%s","channel":{"type":"rest-hook","endpoint":"%s",
         "header":["X-Ward: seven"]%s}}"""
        .formatted(name, criteria, RECEIVER.url(path()), payload);
  }

  private static String backport(String content) {
    return """
        , "payload": "application/fhir+json", "_payload": {"extension":[{"url":"%s",
        "valueCode":"%s"}]}"""
        .formatted(Payload.EXTENSION, content);
  }

  private String put(String subscription, int status) {
    var response = http.putJson("/fhir/Subscription/" + name, subscription);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return response.body();
  }

  private Subscription read() {
    var body = http.get("/fhir/Subscription/" + name).body();
    return gateway.fhir().newJsonParser().parseResource(Subscription.class, body);
  }

  private void awaitStatus(String status) {
    var end = Instant.now().plus(Duration.ofSeconds(30));
    while (!read().getStatus().toCode().equals(status) && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(50_000_000);
    }
    assertThat(read().getStatus().toCode()).isEqualTo(status);
  }

  private String observe(int value) {
    var id = UUID.randomUUID().toString();
    observe("final", id, value);
    return id;
  }

  private void observe(String status, String id, int value) {
    var response =
        http.putJson(
            "/fhir/Observation/" + id,
            observation(status, "\"id\":\"" + id + "\",", value));
    assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
  }

  private static String observation(String status, String id, int value) {
    return """
        {"resourceType":"Observation",%s"status":"%s","code":{"text":"score"},
         "valueQuantity":{"value":%d}}"""
        .formatted(id, status, value);
  }

  private static Bundle bundle(Receiver.Call call) {
    return gateway.fhir().newJsonParser().parseResource(Bundle.class, call.body());
  }

  private static void assertSigned(Receiver.Call call) {
    var seconds = Long.parseLong(call.signature().replaceAll("t=(\\d+),.*", "$1"));
    var body = call.body().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    assertThat(call.signature()).isEqualTo(Signature.of(SECRET, seconds, call.id(), body));
  }

  private static void assertNothingMore(String path, int count) {
    LockSupport.parkNanos(Duration.ofMillis(1500).toNanos());
    assertThat(RECEIVER.events(path)).hasSize(count);
  }

  private static String startExport() {
    var response =
        http.send(
            java.net.http.HttpRequest.newBuilder(http.uri("/fhir/$export"))
                .header("Prefer", "respond-async")
                .GET());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    var address = response.headers().firstValue("Content-Location").orElseThrow();
    return address.substring(address.indexOf("/fhir/"));
  }

  private static int awaitEnd(String export) {
    var end = Instant.now().plus(Duration.ofSeconds(30));
    while (http.get(export).statusCode() == 202 && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(200_000_000);
    }
    return http.get(export).statusCode();
  }
}
