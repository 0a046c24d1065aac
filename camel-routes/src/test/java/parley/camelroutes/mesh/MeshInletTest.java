package parley.camelroutes.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.camelroutes.JournalEntry;
import parley.camelroutes.Outcome;
import parley.camelroutes.StoreUnavailable;
import parley.camelroutes.mesh.MeshStub.Trouble;
import parley.mappings.Content;
import parley.mappings.Transport;

@Timeout(180)
class MeshInletTest {

  private static final String ADT =
      "MSH|^~\\&|GPSYS|RIVERSIDE|PARLEY|TT|20261122||ADT^A28|%s|P|2.4\r";

  @TempDir Path spool;
  private Mesh mesh;
  private final InMemoryMesh store = new InMemoryMesh();
  private final List<Content> taken = new ArrayList<>();
  private final Set<String> applied = new HashSet<>();
  private boolean journalled = true;

  @BeforeEach
  void open() {
    mesh = new Mesh(spool);
  }

  @AfterEach
  void close() {
    mesh.close();
  }

  /** Applies HL7 v2 once, refuses the rest. */
  private Outcome spine(Content content) {
    taken.add(content);
    var text = new String(content.bytes(), StandardCharsets.UTF_8);
    if (text.contains("POISON")) {
      throw new IllegalStateException("a fault of the program");
    }
    boolean good = text.startsWith("MSH");
    if (good && journalled) {
      applied.add(text);
    }
    return new Outcome(
        good ? JournalEntry.State.APPLIED : JournalEntry.State.REJECTED,
        journalled,
        false,
        List.of(),
        Optional.empty());
  }

  private MeshInlet inlet() {
    var client = new MeshClient(mesh.mailbox(), mesh.calls(mesh.mailbox(), mesh.clock), mesh.clock);
    return new MeshInlet(client, store, new MeshWork(store, store, this::spine), mesh.clock);
  }

  private void poll() {
    inlet().poll(() -> true);
  }

  @Test
  void aMessageIsKeptThenAcknowledgedThenWorked() {
    var id = mesh.stub.deliver(message("1"));
    poll();
    var row = store.rows.get(id);
    assertThat(row.body).isEqualTo(message("1"));
    assertThat(row.state).isEqualTo(MeshJournal.State.WORKED);
    assertThat(mesh.stub.acknowledged(id)).isTrue();
    var transport = taken.get(0).transport();
    assertThat(transport.get(Transport.Fact.MESSAGE_ID)).contains(id);
    assertThat(transport.get(Transport.Fact.WORKFLOW)).contains("TEST_WORKFLOW");
    assertThat(transport.get(Transport.Fact.SENDER)).contains("X26SENDER");
  }

  @Test
  void aBatchIsWorkedMessageByMessage() {
    var batch = "FHS|^~\\&|GPSYS\rBHS|^~\\&\r" + text("1") + text("2") + "BTS|2\rFTS|1\r";
    var id = mesh.stub.deliver(bytes(batch));
    poll();
    assertThat(applied).containsExactlyInAnyOrder(text("1"), text("2"));
    assertThat(store.rows.get(id).messages).isEqualTo(2);
  }

  @Test
  void whatIsUnknownIsRefusedAcknowledgedAndBlocksNothing() {
    var unknown = mesh.stub.deliver(new byte[] {1, 2, 3});
    var good = mesh.stub.deliver(message("1"));
    poll();
    assertThat(store.rows.get(unknown).state).isEqualTo(MeshJournal.State.REFUSED);
    assertThat(store.rows.get(unknown).body).containsExactly(1, 2, 3);
    assertThat(mesh.stub.acknowledged(unknown)).isTrue();
    assertThat(store.rows.get(good).state).isEqualTo(MeshJournal.State.WORKED);
  }

  @Test
  void aCrashBetweenKeepingAndAcknowledgingDeliversAgainAndItIsAppliedOnce() {
    var id = mesh.stub.deliver(message("1"));
    store.crashAfterKeep = true;
    assertThatThrownBy(this::poll).isInstanceOf(InMemoryMesh.Crash.class);
    assertThat(mesh.stub.acknowledged(id)).isFalse();
    assertThat(taken).isEmpty();
    poll();
    assertThat(mesh.stub.acknowledged(id)).isTrue();
    assertThat(taken).hasSize(1);
    assertThat(mesh.stub.requests("GET /inbox/" + id)).isEqualTo(1);
  }

  @Test
  void anAcknowledgementWhoseAnswerIsLostIsRepeated() {
    var id = mesh.stub.deliver(message("1"));
    mesh.stub.trouble("PUT /inbox/", Trouble.LOST_REQUEST, 2);
    poll();
    assertThat(mesh.stub.acknowledged(id)).isTrue();
    assertThat(taken).hasSize(1);
    assertThat(mesh.stub.reusedTokens()).isZero();
  }

  @Test
  void theSameOfTheSameSenderUnderAnotherMessageIdIsNotWorkedAgain() {
    var local = Map.of("Mex-LocalID", "L-1");
    mesh.stub.deliver(local, false, message("1"));
    var second = mesh.stub.deliver(local, false, message("1"));
    var other = mesh.stub.deliver(local, false, message("2"));
    poll();
    assertThat(store.rows.get(second).state).isEqualTo(MeshJournal.State.REPEATED);
    assertThat(mesh.stub.acknowledged(second)).isTrue();
    assertThat(store.rows.get(other).state).isEqualTo(MeshJournal.State.WORKED);
    assertThat(taken).hasSize(2);
  }

  @Test
  void nothingIsAcknowledgedThatCouldNotBeKept() {
    var id = mesh.stub.deliver(message("1"));
    store.away = true;
    assertThatThrownBy(this::poll).isInstanceOf(StoreUnavailable.class);
    assertThat(mesh.stub.acknowledged(id)).isFalse();
    assertThat(store.locked).isFalse();
    store.away = false;
    poll();
    assertThat(applied).containsExactly(text("1"));
  }

  @Test
  void whatCouldNotBeJournalledIsWorkedAtTheNextPoll() {
    var id = mesh.stub.deliver(message("1"));
    journalled = false;
    poll();
    assertThat(mesh.stub.acknowledged(id)).isTrue();
    assertThat(store.rows.get(id).state).isEqualTo(MeshJournal.State.KEPT);
    journalled = true;
    poll();
    assertThat(store.rows.get(id).state).isEqualTo(MeshJournal.State.WORKED);
    assertThat(applied).containsExactly(text("1"));
  }

  @Test
  void anExpiredOrTooLargeMessageIsLeftAndNotedAndTheOthersAreFetched() {
    var gone = mesh.stub.deliver(message("1"));
    mesh.stub.expire(gone);
    var large = mesh.stub.deliver(new byte[1001]);
    var good = mesh.stub.deliver(message("2"));
    var inlet = inlet();
    inlet.poll(() -> true);
    inlet.poll(() -> true);
    assertThat(store.rows.get(gone).reason).isEqualTo("MESH has let the message expire (HTTP 410)");
    assertThat(store.rows.get(large).reason).contains("larger than the limit");
    assertThat(mesh.stub.acknowledged(large)).isFalse();
    assertThat(store.rows.get(good).state).isEqualTo(MeshJournal.State.WORKED);
    assertThat(mesh.stub.requests("GET /inbox/" + large)).isEqualTo(1);
    mesh.clock.add(Duration.ofHours(7));
    inlet.poll(() -> true);
    assertThat(mesh.stub.requests("GET /inbox/" + large)).isEqualTo(2);
  }

  @Test
  void aMessageThatFailsDoesNotHoldUpTheOthers() {
    var bad = mesh.stub.deliver(message("1"));
    var good = mesh.stub.deliver(message("2"));
    mesh.stub.trouble("GET /inbox/" + bad, Trouble.BUSY, 4);
    poll();
    assertThat(applied).containsExactly(text("2"));
    assertThat(mesh.stub.acknowledged(good)).isTrue();
    poll();
    assertThat(applied).containsExactlyInAnyOrder(text("1"), text("2"));
  }

  @Test
  void howeverManyFailAgainAndAgainThoseBehindThemAreWorked() {
    var poison = "MSH|^~\\&|POISON|RIVERSIDE|PARLEY|TT|20261122||ADT^A28|%s|P|2.4\r";
    for (int i = 0; i < 1200; i++) {
      store.rows.put(
          "P" + i,
          new InMemoryMesh.Row(
              new MeshHeaders(Map.of()), bytes(poison.formatted(i)), MeshJournal.State.KEPT));
    }
    var good = mesh.stub.deliver(message("1"));
    poll();
    assertThat(store.rows.get(good).state).isEqualTo(MeshJournal.State.WORKED);
    assertThat(store.rows.get("P0").state).isEqualTo(MeshJournal.State.KEPT);
  }

  @Test
  void everyPageIsEmptiedInOnePoll() {
    mesh.stub.pageSize(2);
    for (int i = 0; i < 5; i++) {
      mesh.stub.deliver(message("M" + i));
    }
    poll();
    assertThat(applied).hasSize(5);
    assertThat(mesh.stub.requests("GET /inbox/")).isEqualTo(5);
    assertThat(mesh.stub.requests().stream().filter("GET /inbox"::equals)).hasSize(3);
  }

  @Test
  void onlyOneReadsTheMailbox() {
    mesh.stub.deliver(message("1"));
    store.locked = true;
    poll();
    assertThat(mesh.stub.requests()).isEmpty();
  }

  @Test
  void aReportIsHandedOnAndAcknowledged() {
    var sent = new StubMessage("20261122_SENT");
    sent.headers.put("Mex-LocalID", "R-1.7");
    var id = mesh.stub.report(sent, "14");
    poll();
    assertThat(store.reports)
        .containsExactly(new MeshReports.Report(id, "20261122_SENT", "R-1.7", "14"));
    assertThat(store.reports.get(0).describe())
        .isEqualTo("MESH could not deliver it: code 14, the message was not collected");
    assertThat(store.rows.get(id).state).isEqualTo(MeshJournal.State.REPORT);
    assertThat(mesh.stub.acknowledged(id)).isTrue();
    assertThat(taken).isEmpty();
  }

  @Test
  void aStopIsHeededBetweenMessages() {
    mesh.stub.deliver(message("1"));
    mesh.stub.deliver(message("2"));
    inlet().poll(() -> mesh.stub.requests("PUT ") == 0);
    assertThat(mesh.stub.requests("PUT ")).isEqualTo(1);
    poll();
    assertThat(applied).hasSize(2);
  }

  private static String text(String controlId) {
    return ADT.formatted(controlId);
  }

  private static byte[] message(String controlId) {
    return bytes(text(controlId));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
