package parley.server.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Subscription;
import parley.server.ConnectedGateway;
import parley.server.Http;
import parley.server.RunningGateway;

/** One Subscription of a test and its endpoint, on the connected gateway. */
final class Subscriber implements AutoCloseable {

  private static final Receiver RECEIVER = new Receiver(RunningGateway.freePort());

  private final RunningGateway gateway = ConnectedGateway.shared().gateway();
  private final String name = UUID.randomUUID().toString();

  void restartGateway() {
    gateway.restart();
  }

  Receiver receiver() {
    return RECEIVER;
  }

  Http http() {
    return new Http(gateway);
  }

  FhirContext fhir() {
    return gateway.fhir();
  }

  String name() {
    return name;
  }

  String path() {
    return "/" + name;
  }

  /** The Subscription, with more members of its channel. */
  String subscription(String criteria, String payload) {
    return """
        {"resourceType":"Subscription","id":"%s","status":"requested","reason":"test",
         "criteria":"%s","channel":{"type":"rest-hook","endpoint":"%s",
         "header":["X-Ward: seven"]%s}}"""
        .formatted(name, criteria, RECEIVER.url(path()), payload);
  }

  String backport(String content) {
    return """
        , "payload": "application/fhir+json", "_payload": {"extension":[{"url":"%s",
        "valueCode":"%s"}]}"""
        .formatted(Payload.EXTENSION, content);
  }

  /** Subscribes to final observations, and waits for the handshake. */
  void subscribe(String payload) {
    put(subscription("Observation?status=final", payload), 201);
    awaitStatus("active");
  }

  String put(String subscription, int status) {
    var response = http().putJson("/fhir/Subscription/" + name, subscription);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return response.body();
  }

  Subscription read() {
    var body = http().get("/fhir/Subscription/" + name).body();
    return fhir().newJsonParser().parseResource(Subscription.class, body);
  }

  void awaitStatus(String status) {
    var end = Instant.now().plus(Duration.ofSeconds(60));
    while (!read().getStatus().toCode().equals(status) && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(50_000_000);
    }
    assertThat(read().getStatus().toCode()).isEqualTo(status);
  }

  String observe(int value) {
    var id = UUID.randomUUID().toString();
    observe("final", id, value);
    return id;
  }

  void observe(String status, String id, int value) {
    var body = observation(status, "\"id\":\"" + id + "\",", value);
    var response = http().putJson("/fhir/Observation/" + id, body);
    assertThat(response.statusCode()).as(response.body()).isIn(200, 201);
  }

  String observation(String status, String id, int value) {
    return """
        {"resourceType":"Observation",%s"status":"%s","code":{"text":"score"},
         "valueQuantity":{"value":%d}}"""
        .formatted(id, status, value);
  }

  List<Receiver.Call> calls() {
    return RECEIVER.calls(path());
  }

  List<Receiver.Call> events() {
    return RECEIVER.events(path());
  }

  List<Receiver.Call> awaitEvents(int count) {
    return RECEIVER.awaitEvents(path(), count);
  }

  void assertNothingMore(int count) {
    LockSupport.parkNanos(Duration.ofMillis(1500).toNanos());
    assertThat(events()).hasSize(count);
  }

  Bundle bundle(Receiver.Call call) {
    return fhir().newJsonParser().parseResource(Bundle.class, call.body());
  }

  void assertSigned(Receiver.Call call) {
    var seconds = Long.parseLong(call.signature().replaceAll("t=(\\d+),.*", "$1"));
    var body = call.body().getBytes(StandardCharsets.UTF_8);
    assertThat(call.signature())
        .isEqualTo(Signature.of(ConnectedGateway.SUBSCRIBERS_SECRET, seconds, call.id(), body));
  }

  /** The address of the status of an export of everything. */
  String startExport() {
    var request = HttpRequest.newBuilder(http().uri("/fhir/$export"));
    var response = http().send(request.header("Prefer", "respond-async").GET());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
    var address = response.headers().firstValue("Content-Location").orElseThrow();
    return address.substring(address.indexOf("/fhir/"));
  }

  int awaitEnd(String export) {
    var end = Instant.now().plus(Duration.ofSeconds(60));
    while (http().get(export).statusCode() == 202 && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(200_000_000);
    }
    return http().get(export).statusCode();
  }

  @Override
  public void close() {
    http().delete("/fhir/Subscription/" + name);
  }
}
