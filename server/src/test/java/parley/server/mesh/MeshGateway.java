package parley.server.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import parley.camelroutes.mesh.MeshStub;
import parley.server.Http;
import parley.server.Messages;
import parley.server.RunningGateway;

/** A gateway whose mailbox is the stub's, and a practice with a mailbox that is answered. */
public final class MeshGateway {

  static final String GP = "X26GP";

  private static MeshGateway shared;

  public final MeshStub stub;
  public final RunningGateway gateway;
  public final Http http;

  /** One for every test class of this JVM, because each start takes half a minute. */
  public static synchronized MeshGateway shared() {
    if (shared == null) {
      shared = new MeshGateway();
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
    }
    return shared;
  }

  private MeshGateway() {
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
    settings.put("PARLEY_OUTBOX_PERIOD", "50ms");
    settings.put("parley.outbox.answers[0].sender", "TESTGP|Y99999");
    settings.put("parley.outbox.answers[0].destination", "gp-mesh");
    settings.put("parley.outbox.answers[0].send", "decision");
    settings.put("parley.releases.agreements", MadeRelease.folder().toString());
    settings.put("parley.releases.keys[0].file", MadeRelease.key().toString());
    settings.put("parley.releases.rights.pseudonymised[0]", MadeRelease.BY);
    gateway = RunningGateway.start(RunningGateway.temporary(), settings);
    http = new Http(gateway);
  }

  private void close() {
    gateway.close();
    stub.close();
  }

  String state(String id) {
    return text("select state from mesh_message where message_id = '" + id + "'");
  }

  String text(String sql) {
    return gateway.jdbc().query(sql, (row, index) -> row.getString(1)).stream()
        .findFirst()
        .orElse("");
  }

  long number(String sql) {
    return gateway.jdbc().query(sql, (row, index) -> row.getLong(1)).get(0);
  }

  int referrals(String identifier) {
    var body = http.get("/fhir/ServiceRequest?_summary=count&identifier=" + identifier).body();
    return Integer.parseInt(body.replaceAll("(?s).*\"total\":\\s*(\\d+).*", "$1"));
  }

  static byte[] referral(String controlId, int person, String referral) {
    return Messages.referral(controlId, Messages.nhsNumber(person), referral)
        .replace('\n', '\r')
        .getBytes(StandardCharsets.UTF_8);
  }

  public void await(BooleanSupplier condition) {
    var end = Instant.now().plus(Duration.ofSeconds(60));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("in time").isBefore(end);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }
}
