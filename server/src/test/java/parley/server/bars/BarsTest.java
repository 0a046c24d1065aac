package parley.server.bars;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.MessageHeader;
import org.junit.jupiter.api.Test;
import parley.mappings.RecordIds;
import parley.server.Http;
import parley.server.Messages;
import parley.server.RunningGateway;
import parley.server.Slots;

/** BaRS over a real socket: what is stored and what is told. */
class BarsTest {

  private final RunningGateway gateway = RunningGateway.shared();
  private final BarsClient bars = new BarsClient();
  private final Http http = bars.http;

  @Test
  void aReferralIsStoredOnceAndItsReplayIsADuplicate() {
    var id = UUID.randomUUID().toString();
    var body = BarsMessages.referral("BT-1", Messages.nhsNumber(410), "active");
    var first = bars.post(id, body, "json");
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    assertThat(first.headers().firstValue("X-Request-Id")).contains(id);
    var header =
        (MessageHeader) ((Bundle) bars.parse(first.body())).getEntryFirstRep().getResource();
    assertThat(header.getResponse().getIdentifier()).isEqualTo(id);
    var name = "ServiceRequest/" + id("ServiceRequest", "referral", "BT-1");
    assertThat(http.get("/fhir/" + name).statusCode()).isEqualTo(200);
    assertThat(bars.total("EpisodeOfCare?incoming-referral=" + name)).isOne();

    var rows = journalled();
    var second = bars.post(id, body, "json");
    bars.is(second, 409, "REC_CONFLICT", "duplicate");
    assertThat(journalled()).isEqualTo(rows);
    var history = (Bundle) bars.parse(http.get("/fhir/" + name + "/_history").body());
    assertThat(history.getEntry()).hasSize(1);
    // The same id over other content is no duplicate: that content was never applied.
    var other = BarsMessages.referral("BT-1B", Messages.nhsNumber(410), "active");
    bars.is(bars.post(id, other, "json"), 400, "REC_BAD_REQUEST", "invalid");
  }

  @Test
  void aRevokedReferralEndsItsCourse() {
    var number = Messages.nhsNumber(411);
    var made = BarsMessages.referral("BT-2", number, "active");
    assertThat(bars.post(UUID.randomUUID().toString(), made, "json").statusCode()).isEqualTo(200);
    var revoked = BarsMessages.referral("BT-2", number, "revoked");
    var answer = bars.post(UUID.randomUUID().toString(), revoked, "json");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var name = "ServiceRequest/" + id("ServiceRequest", "referral", "BT-2");
    assertThat(http.get("/fhir/" + name).body()).contains("\"revoked\"");
    var course = http.get("/fhir/EpisodeOfCare?incoming-referral=" + name).body();
    assertThat(course).contains("\"cancelled\"").containsPattern("\"period\":\\s*\\{[^}]*\"end\"");
  }

  @Test
  void headersAreCheckedBeforeAnythingIsKept() {
    var body = BarsMessages.referral("BT-3", Messages.nhsNumber(412), "active");
    var id = UUID.randomUUID().toString();
    var rows = journalled();
    bars.is(send(null, id, BarsMessages.target(), body), 400, "REC_BAD_REQUEST", "required");
    bars.is(send(id, null, BarsMessages.target(), body), 400, "REC_BAD_REQUEST", "required");
    bars.is(send(id, id, null, body), 400, "REC_BAD_REQUEST", "required");
    bars.is(send("one", id, BarsMessages.target(), body), 400, "REC_BAD_REQUEST", "invalid");
    bars.is(send(id, id, "not base64!", body), 400, "REC_BAD_REQUEST", "invalid");
    assertThat(journalled()).isEqualTo(rows);
  }

  @Test
  void whatCannotBeTakenIsToldInTheWordsOfBars() {
    var nobody = BarsMessages.referral("BT-4", "9990004006", "active");
    bars.is(bars.fresh(nobody), 422, "REC_UNPROCESSABLE_ENTITY", "invariant");
    var event = BarsMessages.referral("BT-4", Messages.nhsNumber(413), "active");
    bars.is(
        bars.fresh(event.replace("servicerequest-request", "prescription-order")),
        422,
        "REC_UNPROCESSABLE_ENTITY",
        "not-supported");
    var unknownSlot = BarsMessages.booking("BT-5", Messages.nhsNumber(413), "no-such", "booked");
    bars.is(bars.fresh(unknownSlot), 404, "REC_NOT_FOUND", "not-found");
  }

  @Test
  void aReceiverOffersWhatBarsReads() {
    Slots.publish(http, "bt-9");
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
    var xml = gateway.fhir().newXmlParser().encodeResourceToString(bars.parse(json));
    var answer = bars.post(UUID.randomUUID().toString(), xml, "xml");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).startsWith("<Bundle");
    var bomb = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]><Bundle/>";
    bars.is(bars.post(UUID.randomUUID().toString(), bomb, "xml"), 400, "REC_BAD_REQUEST", null);
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

  private long journalled() {
    return gateway.jdbc().queryForObject("select count(*) from message_journal", Long.class);
  }

  private static String id(String type, String kind, String number) {
    return RecordIds.of(type, "https://sample111.example/" + kind, number);
  }
}
