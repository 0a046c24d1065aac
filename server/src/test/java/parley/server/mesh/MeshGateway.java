package parley.server.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import parley.camelroutes.mesh.MeshStub;
import parley.server.ConnectedGateway;
import parley.server.Http;
import parley.server.Messages;
import parley.server.RunningGateway;

/** The connected gateway as its mailbox sees it, and a practice whose referrals are answered. */
public final class MeshGateway {

  static final String GP = ConnectedGateway.MESH_MAILBOX;

  private final ConnectedGateway connected = ConnectedGateway.shared();

  public final MeshStub stub = connected.mesh();
  public final RunningGateway gateway = connected.gateway();
  public final Http http = new Http(gateway);

  private MeshGateway() {}

  /** The one of this JVM, because each start takes half a minute. */
  public static MeshGateway shared() {
    return new MeshGateway();
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
        .replace("|TESTGP|Y99999|", '|' + ConnectedGateway.MESH_SENDER + '|')
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
