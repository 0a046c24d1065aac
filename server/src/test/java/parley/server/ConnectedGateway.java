package parley.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import parley.camelroutes.mesh.MeshStub;
import parley.camelroutes.outbox.Destination;
import parley.camelroutes.outbox.SftpPeer;
import parley.server.mesh.MadeRelease;
import parley.server.outbox.BarsPeer;
import parley.server.outbox.ListeningPeer;

/**
 * The second gateway of this JVM, whose store nobody empties, set up with everything that the first
 * has not: a MESH mailbox, answers to referrers by MLLP, MESH and BaRS, targets of Subscriptions,
 * and a qualification rule that refuses. One for all of it, because each start takes half a minute.
 */
public final class ConnectedGateway {

  /** A practice whose referrals are answered by MESH, as MSH-3 and MSH-4 name it. */
  public static final String MESH_SENDER = "MESHGP|Y99998";

  /** The mailbox of that practice. */
  public static final String MESH_MAILBOX = "X26GP";

  /** The mailbox of whoever uploads packages. */
  public static final String UPLOAD_MAILBOX = "X26UP";

  public static final String SUBSCRIBERS_SECRET = "a-secret-of-a-test-32-bytes-long";

  /** Whom BarsMessages come from, as the journal names them. */
  private static final String BARS_SENDER = "HTTPS://FHIR.NHS.UK/ID/DOS-SERVICE-ID|2000088888|";

  private static ConnectedGateway shared;

  private final MeshStub mesh = new MeshStub();
  private final ListeningPeer clinic;
  private final ListeningPeer refuser;
  private final BarsPeer bars;
  private final SftpPeer desk;
  private final RunningGateway gateway;

  private ConnectedGateway() throws IOException, GeneralSecurityException {
    clinic = new ListeningPeer();
    refuser = new ListeningPeer();
    bars = new BarsPeer();
    desk = new SftpPeer(RunningGateway.temporary().toAbsolutePath());
    var settings = new HashMap<String, Object>();
    settings.put("PARLEY_UNQUALIFIED", "reject");
    mesh(settings);
    answers(settings);
    outlets(settings);
    subscriptions(settings);
    releases(settings);
    gateway = RunningGateway.start(RunningGateway.temporary(), settings);
    gateway.awaitDefinitions();
  }

  /** The one of this JVM. */
  public static synchronized ConnectedGateway shared() {
    if (shared == null) {
      try {
        shared = new ConnectedGateway();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java has the keys of the desk", e);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
    }
    return shared;
  }

  private void mesh(Map<String, Object> settings) {
    settings.put("PARLEY_MESH_ENVIRONMENT", "other");
    settings.put("PARLEY_MESH_URL", mesh.uri().toString());
    settings.put("PARLEY_MESH_MAILBOX", MeshStub.MAILBOX);
    settings.put("PARLEY_MESH_PASSWORD", MeshStub.PASSWORD);
    settings.put("PARLEY_MESH_SHARED_KEY", MeshStub.KEY);
    settings.put("PARLEY_MESH_POLL", "500ms");
    settings.put("PARLEY_MESH_CHUNK", "100B");
  }

  private static void releases(Map<String, Object> settings) {
    settings.put("PARLEY_RELEASES_AGREEMENTS", MadeRelease.folder().toString());
    settings.put("parley.releases.keys[0].file", MadeRelease.key().toString());
    settings.put("parley.releases.rights.pseudonymised[0]", MadeRelease.BY);
  }

  private void answers(Map<String, Object> settings) {
    settings.put("PARLEY_OUTBOX_FIRST_DELAY", "100ms");
    settings.put("PARLEY_OUTBOX_LONGEST_DELAY", "200ms");
    settings.put("PARLEY_OUTBOX_PERIOD", "50ms");
    settings.put("PARLEY_OUTBOX_OPEN_FOR", "200ms");
    mllp(settings, 0, "clinic", clinic);
    mllp(settings, 1, "refuser", refuser);
    destination(settings, 2, "bars", "fhir", "url", bars.url());
    settings.put("parley.outbox.destinations[2].headers.NHSD-Target-Identifier", BarsPeer.TARGET);
    destination(settings, 3, "gp-mesh", "mesh", "mailbox", MESH_MAILBOX);
    settings.put("parley.outbox.destinations[3].workflow", "TT_ANSWER");
    answer(
        settings,
        0,
        "TESTGP|Y99999",
        "clinic",
        "decision,cancellation,booking,first-contact,not-attended,step-up,discharge");
    answer(settings, 1, BARS_SENDER, "bars", "decision,cancellation");
    settings.put("parley.outbox.answers[1].format", "fhir");
    answer(settings, 2, MESH_SENDER, "gp-mesh", "decision");
  }

  /** A mailbox and a desk that packages are carried to, and one that only poses as the desk. */
  private void outlets(Map<String, Object> settings) throws IOException, GeneralSecurityException {
    destination(settings, 4, "upload-mesh", "mesh", "mailbox", UPLOAD_MAILBOX);
    settings.put("parley.outbox.destinations[4].workflow", "TT_UPLOAD");
    sftp(settings, 5, "desk", desk.destination());
    sftp(settings, 6, "poser", desk.mistaken());
  }

  private static void sftp(
      Map<String, Object> settings, int number, String name, Destination.Sftp to) {
    destination(settings, number, name, "sftp", "host", to.host());
    var destination = "parley.outbox.destinations[%d].".formatted(number);
    settings.put(destination + "port", to.port());
    settings.put(destination + "user", to.user());
    settings.put(destination + "directory", to.directory());
    settings.put(destination + "known-hosts", to.knownHosts().toString());
    settings.put(destination + "key", to.key().toString());
  }

  private static void mllp(
      Map<String, Object> settings, int number, String name, ListeningPeer peer) {
    destination(settings, number, name, "mllp", "host", "127.0.0.1");
    settings.put("parley.outbox.destinations[%d].port".formatted(number), peer.port());
  }

  private static void destination(
      Map<String, Object> settings,
      int number,
      String name,
      String kind,
      String where,
      String value) {
    var destination = "parley.outbox.destinations[%d].".formatted(number);
    settings.put(destination + "name", name);
    settings.put(destination + "kind", kind);
    settings.put(destination + where, value);
  }

  private static void answer(
      Map<String, Object> settings, int number, String sender, String destination, String send) {
    var answer = "parley.outbox.answers[%d].".formatted(number);
    settings.put(answer + "sender", sender);
    settings.put(answer + "destination", destination);
    settings.put(answer + "send", send);
  }

  private static void subscriptions(Map<String, Object> settings) {
    var target = "parley.subscriptions.targets[%d].%s";
    settings.put(target.formatted(0, "name"), "test");
    settings.put(target.formatted(0, "hosts"), "localhost");
    settings.put(target.formatted(0, "types"), "Observation,Patient");
    settings.put(target.formatted(0, "secret"), SUBSCRIBERS_SECRET);
    settings.put(target.formatted(0, "headers"), "X-Ward");
    settings.put(target.formatted(0, "plain"), true);
    settings.put(target.formatted(0, "private-addresses"), true);
    settings.put(target.formatted(1, "name"), "outside");
    settings.put(target.formatted(1, "hosts"), "127.0.0.1,169.254.169.254,*.example.org");
    settings.put(target.formatted(1, "types"), "Observation");
    settings.put(target.formatted(1, "secret"), SUBSCRIBERS_SECRET);
    settings.put("parley.subscriptions.sweep", "1s");
  }

  public RunningGateway gateway() {
    return gateway;
  }

  /** What its mailbox is read from and sent to. */
  public MeshStub mesh() {
    return mesh;
  }

  /** Who refers by MLLP. */
  public ListeningPeer clinic() {
    return clinic;
  }

  /** A destination that nothing of the referrals goes to. */
  public ListeningPeer refuser() {
    return refuser;
  }

  /** Where whoever uploads packages works. */
  public SftpPeer desk() {
    return desk;
  }

  public BarsPeer bars() {
    return bars;
  }

  private void close() {
    gateway.close();
    mesh.close();
    clinic.close();
    refuser.close();
    bars.close();
    try {
      desk.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
