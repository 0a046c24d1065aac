package parley.server.bars;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Slot;
import org.junit.jupiter.api.Test;
import parley.mappings.RecordIds;
import parley.server.Http;
import parley.server.Messages;
import parley.server.RunningGateway;

/** BaRS over a real socket: what is stored, what is told, and slots that are booked once. */
class BarsTest {

  private final RunningGateway gateway = RunningGateway.shared();
  private final Http http = new Http(gateway);

  @Test
  void aReferralIsStoredOnceAndItsReplayIsADuplicate() {
    var id = UUID.randomUUID().toString();
    var body = BarsMessages.referral("BT-1", Messages.nhsNumber(410), "active");
    var first = post(id, body, "json");
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(first.headers().firstValue("X-Request-Id")).contains(id);
    var header = (MessageHeader) ((Bundle) parse(first.body())).getEntryFirstRep().getResource();
    assertThat(header.getResponse().getIdentifier()).isEqualTo(id);
    var name = "ServiceRequest/" + id("ServiceRequest", "referral", "BT-1");
    assertThat(http.get("/fhir/" + name).statusCode()).isEqualTo(200);
    assertThat(total("EpisodeOfCare?incoming-referral=" + name)).isOne();

    var rows = journalled();
    var second = post(id, body, "json");
    is(second, 409, "REC_CONFLICT", "duplicate");
    assertThat(journalled()).isEqualTo(rows);
    var history = (Bundle) parse(http.get("/fhir/" + name + "/_history").body());
    assertThat(history.getEntry()).hasSize(1);
    // The same id over other content is no duplicate: that content was never applied.
    var other = BarsMessages.referral("BT-1B", Messages.nhsNumber(410), "active");
    is(post(id, other, "json"), 400, "REC_BAD_REQUEST", "invalid");
  }

  @Test
  void aRevokedReferralEndsItsCourse() {
    var number = Messages.nhsNumber(411);
    var made = BarsMessages.referral("BT-2", number, "active");
    assertThat(post(UUID.randomUUID().toString(), made, "json").statusCode()).isEqualTo(200);
    var revoked = BarsMessages.referral("BT-2", number, "revoked");
    var answer = post(UUID.randomUUID().toString(), revoked, "json");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var name = "ServiceRequest/" + id("ServiceRequest", "referral", "BT-2");
    assertThat(http.get("/fhir/" + name).body()).contains("\"revoked\"");
    assertThat(http.get("/fhir/EpisodeOfCare?incoming-referral=" + name).body())
        .contains("\"cancelled\"");
  }

  @Test
  void headersAreCheckedBeforeAnythingIsKept() {
    var body = BarsMessages.referral("BT-3", Messages.nhsNumber(412), "active");
    var id = UUID.randomUUID().toString();
    var rows = journalled();
    is(send(null, id, BarsMessages.target(), body), 400, "REC_BAD_REQUEST", "required");
    is(send(id, null, BarsMessages.target(), body), 400, "REC_BAD_REQUEST", "required");
    is(send(id, id, null, body), 400, "REC_BAD_REQUEST", "required");
    is(send("one", id, BarsMessages.target(), body), 400, "REC_BAD_REQUEST", "invalid");
    is(send(id, id, "not base64!", body), 400, "REC_BAD_REQUEST", "invalid");
    assertThat(journalled()).isEqualTo(rows);
  }

  @Test
  void whatCannotBeTakenIsToldInTheWordsOfBars() {
    var nobody = BarsMessages.referral("BT-4", "9990004006", "active");
    is(fresh(nobody), 422, "REC_UNPROCESSABLE_ENTITY", "invariant");
    var event = BarsMessages.referral("BT-4", Messages.nhsNumber(413), "active");
    is(
        fresh(event.replace("servicerequest-request", "prescription-order")),
        422,
        "REC_UNPROCESSABLE_ENTITY",
        "not-supported");
    var unknownSlot = BarsMessages.booking("BT-5", Messages.nhsNumber(413), "no-such", "booked");
    is(fresh(unknownSlot), 404, "REC_NOT_FOUND", "not-found");
  }

  @Test
  void aRequestThatWasRefusedIsTriedAgainAndNotCalledADuplicate() {
    var id = UUID.randomUUID().toString();
    var body = BarsMessages.booking("BT-6", Messages.nhsNumber(414), "bt-6", "booked");
    is(post(id, body, "json"), 404, "REC_NOT_FOUND", "not-found");
    publish("bt-6");
    var again = post(id, body, "json");
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    is(post(id, body, "json"), 409, "REC_CONFLICT", "duplicate");
  }

  @Test
  void aSlotIsBookedOnceAndFreeAgainWhenCancelled() {
    publish("bt-7");
    var number = Messages.nhsNumber(415);
    var booked = fresh(BarsMessages.booking("BT-7", number, "bt-7", "booked"));
    assertThat(booked.statusCode()).as(booked.body()).isEqualTo(200);
    assertThat(slot("bt-7")).isEqualTo(Slot.SlotStatus.BUSY);
    is(
        fresh(BarsMessages.booking("BT-8", number, "bt-7", "booked")),
        409,
        "REC_CONFLICT",
        "conflict");
    var plain = http.postJson("/fhir/Appointment", appointment("bt-7"));
    assertThat(plain.statusCode()).as(plain.body()).isEqualTo(409);
    var cancelled = fresh(BarsMessages.booking("BT-7", number, "bt-7", "cancelled"));
    assertThat(cancelled.statusCode()).as(cancelled.body()).isEqualTo(200);
    assertThat(slot("bt-7")).isEqualTo(Slot.SlotStatus.FREE);
    assertThat(http.postJson("/fhir/Appointment", appointment("bt-7")).statusCode()).isEqualTo(201);
    assertThat(slot("bt-7")).isEqualTo(Slot.SlotStatus.BUSY);
  }

  @Test
  void oneTransactionDoesNotBookASlotTwiceAndADeletedAppointmentFreesIt() {
    publish("bt-11");
    var entry =
        "{\"resource\":%s,\"request\":{\"method\":\"POST\",\"url\":\"Appointment\"}}"
            .formatted(appointment("bt-11"));
    var bundle = "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[%s,%s]}";
    assertThat(http.postJson("/fhir", bundle.formatted(entry, entry)).statusCode()).isEqualTo(409);
    assertThat(slot("bt-11")).isEqualTo(Slot.SlotStatus.FREE);
    var made = http.postJson("/fhir/Appointment", appointment("bt-11"));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(slot("bt-11")).isEqualTo(Slot.SlotStatus.BUSY);
    var name = "Appointment/" + parse(made.body()).getIdElement().getIdPart();
    assertThat(http.delete("/fhir/" + name).statusCode()).isEqualTo(200);
    assertThat(slot("bt-11")).isEqualTo(Slot.SlotStatus.FREE);
  }

  @Test
  void ofManyWhoBookOneSlotAtOnceExactlyOneGetsIt() throws Exception {
    for (var round = 0; round < 5; round++) {
      var slot = "race-" + round;
      publish(slot);
      var statuses = race(slot, round);
      assertThat(statuses).as("round " + round).containsOnly(200, 409).containsOnlyOnce(200);
      assertThat(total("Appointment?slot=Slot/" + slot)).isOne();
    }
  }

  /** Two BaRS bookings and two plain writes, let go together; success as 200. */
  private List<Integer> race(String slot, int round) throws Exception {
    var start = new CyclicBarrier(4);
    var pool = Executors.newFixedThreadPool(4);
    try {
      var tries = new java.util.ArrayList<Callable<Integer>>();
      for (var one = 0; one < 2; one++) {
        var number = "RACE-" + round + '-' + one;
        var body = BarsMessages.booking(number, Messages.nhsNumber(420 + one), slot, "booked");
        tries.add(
            () -> {
              start.await();
              return fresh(body).statusCode();
            });
        tries.add(
            () -> {
              start.await();
              return plain(slot);
            });
      }
      var statuses = new java.util.ArrayList<Integer>();
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

  @Test
  void aReceiverOffersWhatBarsReads() {
    publish("bt-9");
    for (var path :
        List.of(
            "metadata",
            "MessageDefinition?_summary=false",
            "ServiceRequest",
            "Appointment",
            "Slot?status=free",
            "DocumentReference")) {
      var request =
          HttpRequest.newBuilder(http.uri("/fhir/" + path))
              .header("X-Request-Id", UUID.randomUUID().toString())
              .header("X-Correlation-Id", UUID.randomUUID().toString())
              .header("NHSD-Target-Identifier", BarsMessages.target())
              .header("Accept", "application/fhir+json")
              .GET();
      assertThat(http.send(request).statusCode()).as(path).isEqualTo(200);
    }
  }

  @Test
  void aReferralInXmlIsAnsweredInXml() {
    var json = BarsMessages.referral("BT-10", Messages.nhsNumber(416), "active");
    var xml = gateway.fhir().newXmlParser().encodeResourceToString(parse(json));
    var answer = post(UUID.randomUUID().toString(), xml, "xml");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).startsWith("<Bundle");
    var bomb = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]><Bundle/>";
    is(post(UUID.randomUUID().toString(), bomb, "xml"), 400, "REC_BAD_REQUEST", null);
  }

  private HttpResponse<String> fresh(String body) {
    return post(UUID.randomUUID().toString(), body, "json");
  }

  private HttpResponse<String> post(String requestId, String body, String format) {
    return http.send(
        HttpRequest.newBuilder(http.uri("/fhir/$process-message"))
            .header("Content-Type", "application/fhir+" + format)
            .header("X-Request-Id", requestId)
            .header("X-Correlation-Id", UUID.randomUUID().toString())
            .header("NHSD-Target-Identifier", BarsMessages.target())
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> send(
      String requestId, String correlationId, String target, String body) {
    var request =
        HttpRequest.newBuilder(http.uri("/fhir/$process-message"))
            .header("Content-Type", "application/fhir+json")
            .POST(BodyPublishers.ofString(body));
    if (requestId != null) {
      request.header("X-Request-Id", requestId);
    }
    if (correlationId != null) {
      request.header("X-Correlation-Id", correlationId);
    }
    if (target != null) {
      request.header("NHSD-Target-Identifier", target);
    }
    return http.send(request);
  }

  private void is(HttpResponse<String> answer, int status, String code, String type) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    var issue = ((OperationOutcome) parse(answer.body())).getIssueFirstRep();
    assertThat(issue.getDetails().getCodingFirstRep().getCode()).isEqualTo(code);
    if (type != null) {
      assertThat(issue.getCode().toCode()).isEqualTo(type);
    }
  }

  private Resource parse(String body) {
    var parser =
        body.startsWith("<") ? gateway.fhir().newXmlParser() : gateway.fhir().newJsonParser();
    return (Resource) parser.parseResource(body);
  }

  private void publish(String id) {
    var schedule =
        "{\"resourceType\":\"Schedule\",\"id\":\"s-%s\",\"actor\":[{\"display\":\"Assessments\"}]}"
            .formatted(id);
    assertThat(http.putJson("/fhir/Schedule/s-" + id, schedule).statusCode()).isIn(200, 201);
    var slot =
        """
        {"resourceType":"Slot","id":"%s","schedule":{"reference":"Schedule/s-%s"},"status":"free",
         "start":"2027-01-20T10:00:00Z","end":"2027-01-20T10:50:00Z"}"""
            .formatted(id, id);
    assertThat(http.putJson("/fhir/Slot/" + id, slot).statusCode()).isIn(200, 201);
  }

  private static String appointment(String slot) {
    return """
        {"resourceType":"Appointment","status":"booked","start":"2027-01-20T10:00:00Z",
         "end":"2027-01-20T10:50:00Z","slot":[{"reference":"Slot/%s"}],
         "participant":[{"actor":{"display":"Somebody"},"status":"accepted"}]}"""
        .formatted(slot);
  }

  private Slot.SlotStatus slot(String id) {
    return ((Slot) parse(http.get("/fhir/Slot/" + id).body())).getStatus();
  }

  private int total(String search) {
    return ((Bundle) parse(http.get("/fhir/" + search + "&_total=accurate").body())).getTotal();
  }

  private long journalled() {
    return gateway.jdbc().queryForObject("select count(*) from message_journal", Long.class);
  }

  private static String id(String type, String kind, String number) {
    return RecordIds.of(type, "https://sample111.example/" + kind, number);
  }
}
