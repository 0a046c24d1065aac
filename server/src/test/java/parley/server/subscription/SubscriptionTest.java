package parley.server.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.server.Messages;

/** Events, from the write that causes one to the socket of the receiver. */
class SubscriptionTest {

  private final Subscriber subscriber = new Subscriber();

  @AfterEach
  void unsubscribe() {
    subscriber.close();
  }

  @Test
  void withoutPayloadTheReceiverIsOnlyCalled() {
    subscriber.subscribe("");
    subscriber.observe(1);
    var event = subscriber.awaitEvents(1).get(0);
    assertThat(event.method()).isEqualTo("POST");
    assertThat(event.path()).isEqualTo(subscriber.path());
    assertThat(event.body()).isEmpty();
    assertThat(event.number()).isEqualTo("1");
    assertThat(event.id()).isEqualTo(subscriber.name() + "-1");
    assertThat(event.extra()).isEqualTo("seven");
    subscriber.assertSigned(event);
  }

  @Test
  void withAMediaTypeTheResourceIsPut() {
    subscriber.subscribe(", \"payload\": \"application/fhir+json\"");
    var id = subscriber.observe(4);
    var event = subscriber.awaitEvents(1).get(0);
    assertThat(subscriber.calls().get(0).path()).isEqualTo(subscriber.path() + "/metadata");
    assertThat(event.method()).isEqualTo("PUT");
    assertThat(event.path()).isEqualTo(subscriber.path() + "/Observation/" + id);
    assertThat(event.contentType()).startsWith("application/fhir+json");
    var sent = subscriber.fhir().newJsonParser().parseResource(Observation.class, event.body());
    assertThat(sent.getValueQuantity().getValue()).isEqualByComparingTo("4");
    assertThat(sent.getMeta().getVersionId()).isEqualTo("1");
    subscriber.assertSigned(event);
  }

  @Test
  void inXmlToo() {
    subscriber.subscribe(", \"payload\": \"application/fhir+xml\"");
    subscriber.observe(5);
    var event = subscriber.awaitEvents(1).get(0);
    assertThat(event.contentType()).startsWith("application/fhir+xml");
    var sent = subscriber.fhir().newXmlParser().parseResource(Observation.class, event.body());
    assertThat(sent.getValueQuantity().getValue()).isEqualByComparingTo("5");
  }

  @ParameterizedTest
  @CsvSource({"empty, 1, false", "id-only, 2, false", "full-resource, 2, true"})
  void byTheBackportItIsABundle(String content, int entries, boolean whole) {
    subscriber.subscribe(subscriber.backport(content));
    var id = subscriber.observe(6);
    var event = subscriber.awaitEvents(1).get(0);
    assertThat(subscriber.bundle(subscriber.calls().get(0)).getType())
        .as("handshake")
        .isEqualTo(Bundle.BundleType.HISTORY);
    assertThat(event.method()).isEqualTo("POST");
    var bundle = subscriber.bundle(event);
    var status = (Parameters) bundle.getEntryFirstRep().getResource();
    assertThat(status.getParameter("type").getValue().primitiveValue())
        .isEqualTo("event-notification");
    assertThat(status.getParameter("events-since-subscription-start").getValue().primitiveValue())
        .isEqualTo("1");
    assertThat(((Reference) status.getParameter("subscription").getValue()).getReference())
        .endsWith("/Subscription/" + subscriber.name());
    assertThat(bundle.getEntry()).hasSize(entries);
    if (entries > 1) {
      assertThat(bundle.getEntry().get(1).getFullUrl()).endsWith("/Observation/" + id);
      assertThat(bundle.getEntry().get(1).hasResource()).isEqualTo(whole);
    } else {
      assertThat(event.body()).doesNotContain(id);
    }
    subscriber.assertSigned(event);
  }

  @Test
  void onlyWhatMeetsTheCriteriaAndOnlyOnceForATransaction() {
    subscriber.subscribe("");
    subscriber.observe("preliminary", UUID.randomUUID().toString(), 1);
    var id = UUID.randomUUID().toString();
    subscriber.observe("final", id, 2);
    subscriber.observe("final", id, 2); // the same again changes nothing
    subscriber.observe("final", id, 3);
    subscriber.observe("cancelled", id, 3);
    assertThat(subscriber.awaitEvents(2))
        .extracting(Receiver.Call::number)
        .containsExactly("1", "2");
    subscriber.assertNothingMore(2);
  }

  @Test
  void aRefusedWriteTellsNobody() {
    subscriber.subscribe("");
    var transaction =
        """
        {"resourceType":"Bundle","type":"transaction","entry":[
         {"resource":%s,"request":{"method":"POST","url":"Observation"}},
         {"resource":{"resourceType":"Patient","id":"x","gender":"nonsense"},
          "request":{"method":"PUT","url":"Patient/x"}}]}"""
            .formatted(subscriber.observation("final", "", 3));
    assertThat(subscriber.http().postJson("/fhir", transaction).statusCode())
        .isGreaterThanOrEqualTo(400);
    subscriber.observe(9);
    assertThat(subscriber.awaitEvents(1)).extracting(Receiver.Call::number).containsExactly("1");
    subscriber.assertNothingMore(1);
  }

  @Test
  void messagesAreSeenToo() {
    var surname = "Kapoor" + subscriber.name().substring(0, 6);
    subscriber.put(subscriber.subscription("Patient?family=" + surname, ""), 201);
    subscriber.awaitStatus("active");
    var control = subscriber.name().substring(0, 8);
    assertThat(
            subscriber
                .http()
                .hl7(Messages.person(control, control + "^^^RXX^PI", surname, "19800215")))
        .contains("MSA|AA");
    assertThat(subscriber.awaitEvents(1)).hasSize(1);
  }
}
