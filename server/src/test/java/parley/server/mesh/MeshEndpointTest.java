package parley.server.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import parley.camelroutes.mesh.MeshStub;
import parley.camelroutes.mesh.MeshStub.Trouble;
import parley.camelroutes.mesh.StubMessage;
import parley.camelroutes.outbox.Outbox;
import parley.camelroutes.outbox.OutboxDraft;
import parley.server.Http;
import parley.server.Messages;
import parley.server.RunningGateway;

/** A gateway whose mailbox is the stub's: referrals in, answers out, and what goes wrong. */
@Timeout(120)
class MeshEndpointTest {

  private static final String GP = "X26GP";

  private static MeshStub stub;
  private static RunningGateway gateway;
  private static Http http;

  @BeforeAll
  static void start() {
    stub = new MeshStub();
    var settings = new HashMap<String, Object>();
    settings.put("PARLEY_MESH_ENVIRONMENT", "other");
    settings.put("PARLEY_MESH_URL", stub.uri().toString());
    settings.put("PARLEY_MESH_MAILBOX", MeshStub.MAILBOX);
    settings.put("PARLEY_MESH_PASSWORD", MeshStub.PASSWORD);
    settings.put("PARLEY_MESH_SHARED_KEY", MeshStub.KEY);
    settings.put("PARLEY_MESH_POLL", "500ms");
    settings.put("PARLEY_MESH_CHUNK", "100B");
    settings.put("parley.outbox.destinations[0].name", "gp-mesh");
    settings.put("parley.outbox.destinations[0].kind", "mesh");
    settings.put("parley.outbox.destinations[0].mailbox", GP);
    settings.put("parley.outbox.destinations[0].workflow", "TT_ANSWER");
    gateway = RunningGateway.start(RunningGateway.temporary(), settings);
    http = new Http(gateway);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    stub.close();
  }

  @Test
  void aReferralByMeshIsStoredAndAcknowledged() {
    var id = stub.deliver(referral("ME-1", 701, "R-ME-1"));
    await(() -> state(id).equals("worked"));
    assertThat(referrals("R-ME-1")).isEqualTo(1);
    assertThat(stub.acknowledged(id)).isTrue();
    assertThat(text("select inlet from message_journal where control_id = 'ME-1'"))
        .isEqualTo("mesh");
    assertThat(
            text("select transport ->> 'MESSAGE_ID' from message_journal where control_id='ME-1'"))
        .isEqualTo(id);
    assertThat(http.get("/mesh?state=worked").body()).contains(id).contains("TEST_WORKFLOW");
  }

  @Test
  void whatIsDeliveredAgainAfterALostAcknowledgementIsAppliedOnce() {
    stub.trouble("PUT /inbox/", Trouble.LOST_REQUEST, 4);
    var id = stub.deliver(Map.of(), true, referral("ME-2", 702, "R-ME-2"));
    await(() -> stub.acknowledged(id));
    await(() -> state(id).equals("worked"));
    assertThat(stub.requests("GET /inbox/" + id)).isEqualTo(1);
    assertThat(stub.requests("PUT /inbox/" + id)).isEqualTo(5);
    assertThat(number("select attempts from message_journal where control_id = 'ME-2'"))
        .isEqualTo(1);
    assertThat(referrals("R-ME-2")).isEqualTo(1);
  }

  @Test
  void theSameReferralSentTwiceIsOne() {
    var headers = Map.of("Mex-LocalID", "GP-LOCAL-3");
    var bytes = referral("ME-3", 703, "R-ME-3");
    var first = stub.deliver(headers, false, bytes);
    await(() -> state(first).equals("worked"));
    var second = stub.deliver(headers, false, bytes);
    await(() -> stub.acknowledged(second));
    assertThat(state(second)).isEqualTo("repeated");
    assertThat(referrals("R-ME-3")).isEqualTo(1);
  }

  @Test
  void whatIsNoMessageIsKeptRefusedAndAcknowledged() {
    var id = stub.deliver("Dear colleague".getBytes(StandardCharsets.UTF_8));
    await(() -> state(id).equals("refused"));
    assertThat(stub.acknowledged(id)).isTrue();
    assertThat(
            text(
                "select state from message_journal where transport ->> 'MESSAGE_ID' = '"
                    + id
                    + "'"))
        .isEqualTo("rejected");
    assertThat(
            text(
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
    await(() -> sent("OUT-4").isPresent());
    var first = sent("OUT-4").orElseThrow();
    assertThat(first.bytes()).asString(StandardCharsets.UTF_8).isEqualTo(answer);
    assertThat(first.chunkCount()).isEqualTo(3);
    await(() -> outbox("OUT-4").equals("sent"));
    stub.report(first, "14");
    await(() -> outbox("OUT-4").equals("dead"));
    assertThat(text("select reason from outbox where message_id = 'OUT-4'"))
        .isEqualTo("MESH could not deliver it: code 14, the message was not collected");
    assertThat(http.get("/fhir/Task?code=message-undelivered&status=requested").body())
        .contains("code 14, the message was not collected");
    var row = number("select id from outbox where message_id = 'OUT-4'");
    assertThat(http.post("/outbox/" + row + "/replay", "text/plain", "").statusCode())
        .isEqualTo(200);
    await(() -> sent("OUT-4." + row + "-2").isPresent());
    await(() -> outbox("OUT-4").equals("sent"));
    assertThat(http.get("/mesh/sent").body()).contains("OUT-4." + row + "-2");
  }

  @Test
  void anAnswerWhoseReceiptWasLostIsNotSentAgain() {
    stub.trouble("POST /outbox", Trouble.LOST_ANSWER, 1);
    put("OUT-5", "MSH|^~\\&|PARLEY|TT|TESTGP|Y99999|20261122||RRI^I12|OUT-5|P|2.4\r");
    await(() -> outbox("OUT-5").equals("sent"));
    assertThat(stub.sentTo(GP).stream().filter(one -> local(one, "OUT-5."))).hasSize(1);
    assertThat(number("select attempts from outbox where message_id = 'OUT-5'")).isEqualTo(2);
    assertThat(stub.reusedTokens()).isZero();
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

  private static void put(String id, String text) {
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

  private static Optional<StubMessage> sent(String localId) {
    return stub.sentTo(GP).stream().filter(one -> local(one, localId)).findFirst();
  }

  private static boolean local(StubMessage message, String begin) {
    return message.header("Mex-LocalID").startsWith(begin);
  }

  private static String outbox(String id) {
    return text("select state from outbox where message_id = '" + id + "'");
  }

  private static String state(String id) {
    return text("select state from mesh_message where message_id = '" + id + "'");
  }

  private static String text(String sql) {
    return gateway.jdbc().query(sql, (row, index) -> row.getString(1)).stream()
        .findFirst()
        .orElse("");
  }

  private static long number(String sql) {
    return gateway.jdbc().query(sql, (row, index) -> row.getLong(1)).get(0);
  }

  private static int referrals(String identifier) {
    var body = http.get("/fhir/ServiceRequest?_summary=count&identifier=" + identifier).body();
    return Integer.parseInt(body.replaceAll("(?s).*\"total\":\\s*(\\d+).*", "$1"));
  }

  private static byte[] referral(String controlId, int person, String referral) {
    return Messages.referral(controlId, Messages.nhsNumber(person), referral)
        .replace('\n', '\r')
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void await(BooleanSupplier condition) {
    var end = Instant.now().plus(Duration.ofSeconds(30));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("in time").isBefore(end);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }
}
