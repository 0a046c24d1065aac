package parley.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import parley.camelroutes.Attempt;
import parley.camelroutes.MessageJournal;
import parley.camelroutes.MessageMapper;
import parley.camelroutes.RecordStore;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.Sender;
import parley.server.Http;
import parley.server.Messages;
import parley.server.RunningGateway;
import parley.server.Slots;

/** What of one message stands or falls together. */
class OneMessageTest {

  private static final String TARGET =
      Base64.getEncoder()
          .encodeToString(
              "{\"value\":\"2000099999\",\"system\":\"https://fhir.nhs.uk/Id/dos-service-id\"}"
                  .getBytes(StandardCharsets.UTF_8));

  private static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");

  private final RunningGateway gateway = RunningGateway.shared();
  private final Http http = new Http(gateway);
  private final RecordStore store = gateway.bean(RecordStore.class);
  private final MessageJournal journal = gateway.bean(MessageJournal.class);
  private final String number = UUID.randomUUID().toString().substring(0, 8);

  @Test
  void twoAppointmentsOfOneMessageInOneSlotAreRefusedWhole() {
    Slots.publish(http, "one-" + number);
    Slots.publish(http, "two-" + number);
    var both = apply(appointment("a", "one-"), appointment("b", "one-"));

    assertThat(both).isInstanceOf(RecordStore.Result.Refused.class);
    assertThat(both.toString()).contains("SLOT_TAKEN").contains("two appointments of the message");
    assertThat(http.get("/fhir/Appointment/" + id("a")).statusCode()).isEqualTo(404);
    assertThat(http.get("/fhir/Appointment/" + id("b")).statusCode()).isEqualTo(404);
    assertThat(http.get("/fhir/Slot/one-" + number).body()).contains("\"free\"");

    assertThat(apply(appointment("a", "one-"), appointment("b", "two-")))
        .isInstanceOf(RecordStore.Result.Applied.class);
    assertThat(http.get("/fhir/Slot/one-" + number).body()).contains("\"busy\"");
    assertThat(http.get("/fhir/Slot/two-" + number).body()).contains("\"busy\"");

    // Moved onto the other: nothing of it is done, nor is the slot it had given up.
    assertThat(apply(appointment("a", "two-"), appointment("b", "two-")))
        .isInstanceOf(RecordStore.Result.Refused.class);
    assertThat(http.get("/fhir/Appointment/" + id("a")).body()).contains("Slot/one-" + number);
  }

  @Test
  void aLateRevokeDoesNotEndTheCourseOfAReferralThatALaterMessageRevived() {
    referral("active", "2026-11-02T08:50:00+00:00");
    referral("revoked", "2026-11-02T08:40:00+00:00");

    var name =
        "ServiceRequest/"
            + RecordIds.of("ServiceRequest", "https://sample111.example/referral", number);
    assertThat(http.get("/fhir/" + name).body()).contains("\"active\"");
    assertThat(http.get("/fhir/EpisodeOfCare?incoming-referral=" + name).body())
        .contains("\"planned\"")
        .doesNotContain("\"cancelled\"");
    assertThat(http.get("/fhir/Task?focus=" + name).body())
        .contains("\"requested\"")
        .doesNotContain("\"cancelled\"");

    referral("revoked", "2026-11-02T08:55:00+00:00");
    assertThat(http.get("/fhir/EpisodeOfCare?incoming-referral=" + name).body())
        .contains("\"cancelled\"");
  }

  @Test
  void twoAppointmentsOfOneMessageChangePlaces() {
    for (var slot : List.of("one-", "two-", "three-")) {
      Slots.publish(http, slot + number);
    }
    assertThat(apply(appointment("a", "one-"), appointment("b", "two-")))
        .isInstanceOf(RecordStore.Result.Applied.class);
    assertThat(apply(appointment("a", "two-"), appointment("b", "one-")))
        .isInstanceOf(RecordStore.Result.Applied.class);
    assertThat(http.get("/fhir/Appointment/" + id("a")).body()).contains("Slot/two-" + number);
    assertThat(http.get("/fhir/Appointment/" + id("b")).body()).contains("Slot/one-" + number);
    assertThat(http.get("/fhir/Slot/one-" + number).body()).contains("\"busy\"");
    assertThat(http.get("/fhir/Slot/two-" + number).body()).contains("\"busy\"");

    // One after the other, whichever is named first.
    assertThat(apply(appointment("b", "two-"), appointment("a", "three-")))
        .isInstanceOf(RecordStore.Result.Applied.class);
    assertThat(http.get("/fhir/Slot/one-" + number).body()).contains("\"free\"");
    assertThat(http.get("/fhir/Slot/two-" + number).body()).contains("\"busy\"");
    assertThat(http.get("/fhir/Slot/three-" + number).body()).contains("\"busy\"");

    assertThat(apply(appointment("c", "two-"))).isInstanceOf(RecordStore.Result.Refused.class);
  }

  @Test
  void anOlderWordOnAReferralLeavesTheRestOfItsMessage() {
    referral("active", "2026-11-02T08:50:00+00:00");
    var referral = RecordIds.of("ServiceRequest", "https://sample111.example/referral", number);
    assertThat(
            applied(person -> List.of(Write.always(word(person, CommunicationStatus.PREPARATION)))))
        .isInstanceOf(RecordStore.Result.Applied.class);
    var late = new ServiceRequest();
    late.setId(referral);
    late.setStatus(ServiceRequest.ServiceRequestStatus.REVOKED);
    late.setIntent(ServiceRequest.ServiceRequestIntent.ORDER);
    late.addExtension(When.MESSAGE_TIME, new InstantType("2026-11-02T08:40:00Z"));

    var result =
        applied(
            person ->
                List.of(
                    new Write(
                        late.copy().setSubject(new Reference("Patient/" + person)),
                        Set.of(),
                        new When.NotOlder()),
                    new Write(
                        word(person, CommunicationStatus.COMPLETED),
                        Set.of(),
                        new When.StatusIn(Set.of("preparation")))));

    assertThat(result).isInstanceOf(RecordStore.Result.Applied.class);
    assertThat(http.get("/fhir/ServiceRequest/" + referral).body()).contains("\"active\"");
    assertThat(http.get("/fhir/Communication/" + id("word")).body()).contains("\"completed\"");
  }

  private Communication word(String person, CommunicationStatus status) {
    var word = new Communication();
    word.setId(id("word"));
    word.setStatus(status);
    word.setSubject(new Reference("Patient/" + person));
    return word;
  }

  private void referral(String status, String written) {
    var body =
        """
        {"resourceType":"Bundle","type":"message","timestamp":"%s","entry":[
        {"fullUrl":"urn:uuid:20000000-0000-4000-8000-000000000001","resource":{
         "resourceType":"MessageHeader",
         "eventCoding":{"system":"https://fhir.nhs.uk/CodeSystem/message-events-bars",
          "code":"servicerequest-request"},
         "source":{"endpoint":"https://fhir.nhs.uk/Id/dos-service-id|2000088888"},
         "reason":{"coding":[{"system":"https://fhir.nhs.uk/CodeSystem/message-reason-bars",
          "code":"new"}]},
         "focus":[{"reference":"ServiceRequest/r"}]}},
        {"fullUrl":"urn:uuid:%s","resource":{"resourceType":"ServiceRequest","id":"r",
         "identifier":[{"system":"https://sample111.example/referral","value":"%s"}],
         "status":"%s","intent":"plan","subject":{"reference":"Patient/p"},
         "authoredOn":"2026-11-02T08:30:00+00:00"}},
        {"fullUrl":"https://sample111.example/Patient/p","resource":{"resourceType":"Patient",
         "id":"p",
         "identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"%s"}],
         "name":[{"family":"Barsperson","given":["Eve"]}],"birthDate":"1990-01-01"}}]}"""
            .formatted(written, UUID.randomUUID(), number, status, Messages.nhsNumber(831));
    var answer =
        http.send(
            HttpRequest.newBuilder(http.uri("/fhir/$process-message"))
                .header("Content-Type", "application/fhir+json")
                .header("X-Request-Id", UUID.randomUUID().toString())
                .header("X-Correlation-Id", UUID.randomUUID().toString())
                .header("NHSD-Target-Identifier", TARGET)
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private String id(String which) {
    return RecordIds.of("Appointment", "one-message", number, which);
  }

  private Appointment appointment(String which, String slot) {
    var appointment = new Appointment();
    appointment.setId(id(which));
    appointment.setStatus(AppointmentStatus.BOOKED);
    appointment.setStartElement(new InstantType("2027-01-20T10:00:00Z"));
    appointment.setEndElement(new InstantType("2027-01-20T10:50:00Z"));
    appointment.addSlot(new Reference("Slot/" + slot + number));
    return appointment;
  }

  /** A message about one person, with appointments besides. */
  private RecordStore.Result apply(Appointment... appointments) {
    return applied(
        person -> {
          var entries = new ArrayList<RecordBundle.Entry>();
          for (var appointment : appointments) {
            var booked = appointment.copy();
            booked
                .addParticipant()
                .setActor(new Reference("Patient/" + person))
                .setStatus(ParticipationStatus.ACCEPTED);
            entries.add(Write.always(booked));
          }
          return entries;
        });
  }

  /** A message about one person, with entries besides, made for the person's id. */
  private RecordStore.Result applied(Function<String, List<RecordBundle.Entry>> besides) {
    var text =
        Messages.person("OM", Messages.nhsNumber(830) + "^^^NHS^NH", "EXAMPLE", "19800215")
            .replace('\n', '\r');
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var id =
        journal
            .record(new MessageJournal.Arrival("http", "one-message", "", "", bytes, NOW, Set.of()))
            .entry()
            .id();
    var work =
        new RecordStore.Work(
            id,
            Attempt.RECEIVED,
            map(id, bytes, Map.of(), besides),
            ids -> map(id, bytes, ids, besides),
            List.of(),
            (state, problems) -> Optional.empty());
    return store.apply(List.of(work)).get(0);
  }

  private RecordBundle map(
      long id,
      byte[] bytes,
      Map<String, String> ids,
      Function<String, List<RecordBundle.Entry>> besides) {
    var sender = Sender.withDefaults("TESTPAS|RXX");
    var inbound = new InboundMessage(String.valueOf(id), NOW, sender, bytes, ids);
    var mapped = (MappingResult.Mapped) gateway.bean(MessageMapper.class).map(inbound);
    var person = mapped.bundle().people().get(0);
    var entries = new ArrayList<RecordBundle.Entry>(mapped.bundle().entries());
    entries.addAll(besides.apply(person.id()));
    return new RecordBundle(mapped.bundle().people(), entries);
  }
}
