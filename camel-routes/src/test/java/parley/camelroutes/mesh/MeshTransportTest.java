package parley.camelroutes.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.camelroutes.mesh.MeshStub.Trouble;
import parley.camelroutes.outbox.Destination;
import parley.camelroutes.outbox.OutboxDraft;
import parley.camelroutes.outbox.OutboxEntry;
import parley.camelroutes.outbox.Transmission;

@Timeout(180)
class MeshTransportTest {

  private static final String GP = "X26GP";
  private static final Destination DESTINATION = new Destination.Mesh("gp", GP, "TT_ANSWER");

  @TempDir Path spool;
  private Mesh mesh;
  private final InMemoryMesh store = new InMemoryMesh();
  private MeshTransport transport;

  @BeforeEach
  void open() {
    mesh = new Mesh(spool);
    transport = new MeshTransport(mesh.post(), store, mesh.clock);
  }

  @AfterEach
  void close() {
    mesh.close();
  }

  private Transmission send(String text) {
    return send(text, DESTINATION);
  }

  private Transmission send(String text, Destination to) {
    var draft =
        new OutboxDraft(
            to.name(),
            "RRI^I12",
            "",
            text.getBytes(StandardCharsets.UTF_8),
            "x-application/hl7-v2+er7",
            "MSG-1",
            "",
            Optional.empty());
    return transport.send(
        new OutboxEntry(
            7, draft, OutboxEntry.State.WAITING, 1, Mesh.NOON, Mesh.NOON, "", "", Optional.empty()),
        to);
  }

  @Test
  void aMessageArrivesUnderItsOwnLocalId() {
    assertThat(send("answer")).isInstanceOf(Transmission.Sent.class);
    var sent = mesh.stub.sentTo(GP).get(0);
    assertThat(sent.bytes()).asString().isEqualTo("answer");
    assertThat(sent.header("Mex-LocalID")).isEqualTo("MSG-1.7");
    assertThat(sent.header("Mex-WorkflowID")).isEqualTo("TT_ANSWER");
    assertThat(sent.header("Mex-From")).isEqualTo(MeshStub.MAILBOX);
  }

  @Test
  void aLargeMessageGoesOverInSeveralTriesNoneOfWhichIsAFailure() {
    var text = "first ten.second ten.third ten.fourth";
    store.afterChunk = () -> mesh.clock.add(Duration.ofSeconds(25));
    assertThat(send(text))
        .isEqualTo(new Transmission.Part("MESH has 2 of 4 chunks; goes on at once"));
    assertThat(send(text)).isInstanceOf(Transmission.Part.class);
    assertThat(send(text)).isInstanceOf(Transmission.Sent.class);
    assertThat(mesh.stub.sentTo(GP).get(0).bytes()).asString().isEqualTo(text);
  }

  @Test
  void noFurtherRequestIsBegunWhenTheFirstTookLong() {
    store.afterAccepted = () -> mesh.clock.add(Duration.ofSeconds(25));
    assertThat(send("first ten.second"))
        .isEqualTo(new Transmission.Part("MESH has 1 of 2 chunks; goes on at once"));
    assertThat(mesh.stub.requests("POST /outbox")).isEqualTo(1);
    assertThat(send("first ten.second")).isInstanceOf(Transmission.Sent.class);
  }

  @Test
  void threeChunksArePackedEachByItselfAndJoinAgain() {
    var text = "first ten.second ten.third";
    var sent = (Transmission.Sent) send(text);
    var stored = mesh.stub.sentTo(GP).get(0);
    assertThat(sent.reference()).isEqualTo(stored.id());
    assertThat(stored.chunkCount()).isEqualTo(3);
    assertThat(stored.bytes()).asString().isEqualTo(text);
  }

  @Test
  void afterALostAnswerMeshIsAskedAndNothingGoesTwice() {
    mesh.stub.trouble("POST /outbox", Trouble.LOST_ANSWER, 1);
    assertThat(send("answer")).isInstanceOf(Transmission.TryAgain.class);
    assertThat(send("answer")).isInstanceOf(Transmission.Sent.class);
    assertThat(mesh.stub.sentTo(GP)).hasSize(1);
    assertThat(mesh.stub.requests("POST /outbox")).isEqualTo(1);
    assertThat(mesh.stub.reusedTokens()).isZero();
  }

  @Test
  void aRequestThatWasLostIsSentAgainOnceItCannotBeOnItsWay() {
    mesh.stub.trouble("POST /outbox", Trouble.LOST_REQUEST, 1);
    assertThat(send("answer")).isInstanceOf(Transmission.TryAgain.class);
    mesh.clock.add(Duration.ofSeconds(30));
    var waits = (Transmission.TryAgain) send("answer");
    assertThat(waits.after()).contains(Duration.ofSeconds(90));
    assertThat(mesh.stub.requests("POST /outbox")).isEqualTo(1);
    mesh.clock.add(Duration.ofSeconds(90));
    assertThat(send("answer")).isInstanceOf(Transmission.Sent.class);
    assertThat(mesh.stub.sentTo(GP)).hasSize(1);
  }

  @Test
  void aCrashBeforeTheRequestIsTakenForALostAnswer() {
    store.crashAfterPosting = true;
    assertThatThrownBy(() -> send("answer")).isInstanceOf(InMemoryMesh.Crash.class);
    assertThat(send("answer")).isInstanceOf(Transmission.TryAgain.class);
    mesh.clock.add(Duration.ofMinutes(2));
    assertThat(send("answer")).isInstanceOf(Transmission.Sent.class);
    assertThat(mesh.stub.sentTo(GP)).hasSize(1);
  }

  @Test
  void aLostAnswerToTheFirstOfThreeChunksGoesOnWithTheSecond() {
    var text = "first ten.second ten.third";
    mesh.stub.trouble("POST /outbox", Trouble.LOST_ANSWER, 1);
    assertThat(send(text)).isInstanceOf(Transmission.TryAgain.class);
    assertThat(send(text)).isInstanceOf(Transmission.Sent.class);
    assertThat(mesh.stub.sentTo(GP)).hasSize(1);
    assertThat(mesh.stub.sentTo(GP).get(0).bytes()).asString().isEqualTo(text);
  }

  @Test
  void aLostAnswerToTheLastChunkIsRepeatedAndLocked() {
    var text = "first ten.second ten.third";
    mesh.stub.trouble("POST /outbox/20261122120000000001_PARLEY/3", Trouble.LOST_ANSWER, 1);
    assertThat(send(text)).isInstanceOf(Transmission.Sent.class);
    assertThat(mesh.stub.requests("POST /outbox/20261122120000000001_PARLEY/3")).isEqualTo(2);
    assertThat(mesh.stub.sentTo(GP).get(0).bytes()).asString().isEqualTo(text);
    assertThat(mesh.stub.reusedTokens()).isZero();
  }

  @Test
  void aMessageThatMeshForgotBeforeItWasWholeIsSentAnew() {
    var text = "first ten.second ten.third";
    mesh.stub.trouble("POST /outbox/20261122120000000001_PARLEY/2", Trouble.BUSY, 10);
    assertThat(send(text)).isInstanceOf(Transmission.TryAgain.class);
    mesh.stub.forget();
    for (int tries = 0; mesh.stub.sentTo(GP).isEmpty() && tries < 6; tries++) {
      send(text);
    }
    assertThat(mesh.stub.sentTo(GP)).hasSize(1);
    assertThat(mesh.stub.sentTo(GP).get(0).bytes()).asString().isEqualTo(text);
    assertThat(mesh.stub.sentTo(GP).get(0).header("Mex-LocalID")).isEqualTo("MSG-1.7-2");
  }

  @Test
  void whatWentTwiceIsSaid() {
    mesh.stub.trouble("POST /outbox", Trouble.LOST_ANSWER, 1);
    send("answer");
    mesh.stub.duplicate(mesh.stub.sentTo(GP).get(0).id());
    assertThat(send("answer")).isInstanceOf(Transmission.Sent.class);
    assertThat(store.ends).containsEntry("MSG-1.7", MeshSendings.State.SENT_TWICE);
    assertThat(mesh.stub.requests("POST /outbox")).isEqualTo(1);
  }

  @Test
  void anUnknownReceiverIsRefusedForGood() {
    var nobody = new Destination.Mesh("nobody", MeshStub.UNREGISTERED, "TT_ANSWER");
    var refused = (Transmission.Refused) send("answer", nobody);
    assertThat(refused.reason())
        .isEqualTo(
            "MESH refuses receiver or workflow (HTTP 417):"
                + " code 12, the receiving mailbox is not registered");
    assertThat(store.ends).containsEntry("MSG-1.7", MeshSendings.State.FAILED);
  }

  @Test
  void aServiceThatIsAwayIsTriedAgainWithoutAsking() {
    mesh.stub.close();
    assertThat(send("answer")).isInstanceOf(Transmission.TryAgain.class);
    assertThat(store.sendings.get("MSG-1.7").postedAt()).isEmpty();
  }

  @Test
  void aSentMessageIsTrackedUntilItsReceiverHasIt() {
    send("answer");
    var tracking = new MeshTracking(mesh.post(), store, store, Duration.ZERO);
    tracking.run(() -> true);
    assertThat(store.ends).containsEntry("MSG-1.7", MeshSendings.State.SENT);
    mesh.stub.fetched(mesh.stub.sentTo(GP).get(0).id());
    tracking.run(() -> true);
    assertThat(store.ends).containsEntry("MSG-1.7", MeshSendings.State.ACKNOWLEDGED);
    tracking.run(() -> true);
    assertThat(mesh.stub.requests("GET /outbox/tracking")).isEqualTo(2);
  }

  @Test
  void aFailureThatTrackingFindsIsReported() {
    send("answer");
    var sent = mesh.stub.sentTo(GP).get(0);
    mesh.stub.report(sent, "14");
    new MeshTracking(mesh.post(), store, store, Duration.ZERO).run(() -> true);
    assertThat(store.reports)
        .extracting(MeshReports.Report::localId, MeshReports.Report::code)
        .containsExactly(org.assertj.core.api.Assertions.tuple("MSG-1.7", "14"));
  }
}
