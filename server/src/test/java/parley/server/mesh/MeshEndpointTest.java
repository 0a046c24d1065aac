package parley.server.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import parley.camelroutes.mesh.MeshReports;
import parley.camelroutes.mesh.MeshStub;
import parley.camelroutes.mesh.MeshStub.Trouble;
import parley.camelroutes.mesh.StubMessage;
import parley.camelroutes.outbox.Outbox;
import parley.camelroutes.outbox.OutboxDraft;
import parley.server.Http;
import parley.server.RunningGateway;

/** A gateway whose mailbox is the stub's: referrals in, answers out, and what goes wrong. */
@Timeout(180)
class MeshEndpointTest {

  private final MeshGateway mesh = MeshGateway.shared();
  private final MeshStub stub = mesh.stub;
  private final RunningGateway gateway = mesh.gateway;
  private final Http http = mesh.http;

  @Test
  void aReferralByMeshIsStoredAndAcknowledged() {
    var id = stub.deliver(MeshGateway.referral("ME-1", 701, "R-ME-1"));
    mesh.await(() -> mesh.state(id).equals("worked"));
    assertThat(mesh.referrals("R-ME-1")).isEqualTo(1);
    assertThat(stub.acknowledged(id)).isTrue();
    assertThat(mesh.text("select inlet from message_journal where control_id = 'ME-1'"))
        .isEqualTo("mesh");
    assertThat(
            mesh.text(
                "select transport ->> 'MESSAGE_ID' from message_journal where control_id='ME-1'"))
        .isEqualTo(id);
    assertThat(http.get("/mesh?state=worked").body()).contains(id).contains("TEST_WORKFLOW");
  }

  @Test
  void whatIsDeliveredAgainAfterALostAcknowledgementIsAppliedOnce() {
    stub.trouble("PUT /inbox/", Trouble.LOST_REQUEST, 4);
    var id = stub.deliver(Map.of(), true, MeshGateway.referral("ME-2", 702, "R-ME-2"));
    mesh.await(() -> stub.acknowledged(id));
    mesh.await(() -> mesh.state(id).equals("worked"));
    assertThat(stub.requests("GET /inbox/" + id)).isEqualTo(1);
    assertThat(stub.requests("PUT /inbox/" + id)).isEqualTo(5);
    assertThat(mesh.number("select attempts from message_journal where control_id = 'ME-2'"))
        .isEqualTo(1);
    assertThat(mesh.referrals("R-ME-2")).isEqualTo(1);
  }

  @Test
  void theSameReferralSentTwiceIsOne() {
    var headers = Map.of("Mex-LocalID", "GP-LOCAL-3");
    var bytes = MeshGateway.referral("ME-3", 703, "R-ME-3");
    var first = stub.deliver(headers, false, bytes);
    mesh.await(() -> mesh.state(first).equals("worked"));
    var second = stub.deliver(headers, false, bytes);
    mesh.await(() -> stub.acknowledged(second));
    assertThat(mesh.state(second)).isEqualTo("repeated");
    assertThat(mesh.referrals("R-ME-3")).isEqualTo(1);
  }

  @Test
  void whatIsNoMessageIsKeptRefusedAndAcknowledged() {
    var id = stub.deliver("Dear colleague".getBytes(StandardCharsets.UTF_8));
    mesh.await(() -> mesh.state(id).equals("refused"));
    assertThat(stub.acknowledged(id)).isTrue();
    assertThat(
            mesh.text(
                "select state from message_journal where transport ->> 'MESSAGE_ID' = '"
                    + id
                    + "'"))
        .isEqualTo("rejected");
    assertThat(
            mesh.text(
                "select convert_from(body, 'UTF8') from mesh_message where message_id = '"
                    + id
                    + "'"))
        .isEqualTo("Dear colleague");
  }

  @Test
  void anAnswerArrivesInTheMailboxInChunksAndAFailureReachesOutboxAndPerson() {
    var answer =
        "MSH|^~\\&|PARLEY|TT|TESTGP|Y99999|20261122||RRI^I12|OUT-4|P|2.4\r"
            + "NTE|1||x\r".repeat(20);
    put("OUT-4", answer);
    mesh.await(() -> sent("OUT-4").isPresent());
    var first = sent("OUT-4").orElseThrow();
    assertThat(first.bytes()).asString(StandardCharsets.UTF_8).isEqualTo(answer);
    assertThat(first.chunkCount()).isEqualTo(3);
    mesh.await(() -> outbox("OUT-4").equals("sent"));
    stub.report(first, "14");
    mesh.await(() -> outbox("OUT-4").equals("dead"));
    assertThat(mesh.text("select reason from outbox where message_id = 'OUT-4'"))
        .isEqualTo("MESH could not deliver it: code 14, the message was not collected");
    assertThat(http.get("/fhir/Task?code=message-undelivered&status=requested&_count=200").body())
        .contains("code 14, the message was not collected");
    var row = mesh.number("select id from outbox where message_id = 'OUT-4'");
    assertThat(http.post("/outbox/" + row + "/replay", "text/plain", "").statusCode())
        .isEqualTo(200);
    mesh.await(() -> sent("OUT-4." + row + "-2").isPresent());
    mesh.await(() -> outbox("OUT-4").equals("sent"));
    assertThat(http.get("/mesh/sent").body()).contains("OUT-4." + row + "-2");
  }

  @Test
  void anAnswerWhoseReceiptWasLostIsNotSentAgain() {
    stub.trouble("POST /outbox", Trouble.LOST_ANSWER, 1);
    put("OUT-5", "MSH|^~\\&|PARLEY|TT|TESTGP|Y99999|20261122||RRI^I12|OUT-5|P|2.4\r");
    mesh.await(() -> outbox("OUT-5").equals("sent"));
    assertThat(stub.sentTo(MeshGateway.GP).stream().filter(one -> local(one, "OUT-5."))).hasSize(1);
    assertThat(mesh.number("select attempts from outbox where message_id = 'OUT-5'")).isEqualTo(2);
    assertThat(stub.reusedTokens()).isZero();
  }

  @Test
  void aLateReportOfAnEarlierSendingDoesNotEndWhatWasSentAnew() {
    put("OUT-6", "MSH|^~\\&|PARLEY|TT|TESTGP|Y99999|20261122||RRI^I12|OUT-6|P|2.4\r");
    mesh.await(() -> outbox("OUT-6").equals("sent"));
    var first = sent("OUT-6").orElseThrow();
    var row = mesh.number("select id from outbox where message_id = 'OUT-6'");
    var local = first.header("Mex-LocalID");
    gateway
        .jdbc()
        .update(
            "insert into mesh_sent (outbox_id, local_id, state) values (?, ?, 'sent')",
            row,
            local + "-2");
    var report = stub.report(first, "14");
    mesh.await(() -> stub.acknowledged(report));
    mesh.await(() -> mesh.state(report).equals("report"));
    assertThat(mesh.text("select state from mesh_sent where local_id = '" + local + "'"))
        .isEqualTo("failed");
    assertThat(outbox("OUT-6")).isEqualTo("sent");
    assertThat(http.get("/fhir/Task?code=message-undelivered&_count=200").body())
        .doesNotContain("\"value\":\"" + row + "\"")
        .doesNotContain("\"value\": \"" + row + "\"");

    // The second fails too, when its message is not kept any more.
    gateway
        .jdbc()
        .update("update mesh_sent set message_id = 'OUT-6-AGAIN' where local_id = ?", local + "-2");
    gateway.jdbc().update("update outbox set removed_at = now() where id = ?", row);
    gateway
        .bean(UndeliveredMessages.class)
        .undelivered(new MeshReports.Report("R", "OUT-6-AGAIN", "", "14"));
    assertThat(outbox("OUT-6")).isEqualTo("dead");
    assertThat(http.get("/fhir/Task?code=message-undelivered&_count=200").body())
        .contains("have it written anew");
    assertThat(http.post("/outbox/" + row + "/replay", "text/plain", "").statusCode())
        .isEqualTo(409);
  }

  @Test
  void onlyOneGatewayReadsAMailbox() {
    var journal = gateway.bean(JdbcMeshJournal.class);
    try (var held = journal.lock("ELSEWHERE").orElseThrow()) {
      assertThat(held).isNotNull();
      assertThat(journal.lock("ELSEWHERE")).isEmpty();
      assertThat(
              journal
                  .lock("ANOTHER")
                  .map(
                      lock -> {
                        lock.close();
                        return true;
                      }))
          .contains(true);
    }
    assertThat(
            journal
                .lock("ELSEWHERE")
                .map(
                    lock -> {
                      lock.close();
                      return true;
                    }))
        .contains(true);
  }

  private void put(String id, String text) {
    gateway
        .bean(Outbox.class)
        .put(
            new OutboxDraft(
                "gp-mesh",
                "RRI^I12",
                "",
                text.getBytes(StandardCharsets.UTF_8),
                "x-application/hl7-v2+er7",
                id,
                "",
                Optional.empty()));
  }

  private Optional<StubMessage> sent(String localId) {
    return stub.sentTo(MeshGateway.GP).stream().filter(one -> local(one, localId)).findFirst();
  }

  private static boolean local(StubMessage message, String begin) {
    return message.header("Mex-LocalID").startsWith(begin);
  }

  private String outbox(String id) {
    return mesh.text("select state from outbox where message_id = '" + id + "'");
  }
}
