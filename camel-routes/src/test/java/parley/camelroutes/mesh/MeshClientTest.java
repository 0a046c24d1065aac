package parley.camelroutes.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.camelroutes.mesh.MeshStub.Trouble;

@Timeout(180)
class MeshClientTest {

  @TempDir Path spool;
  private Mesh mesh;

  @BeforeEach
  void open() {
    mesh = new Mesh(spool);
  }

  @AfterEach
  void close() {
    mesh.close();
  }

  @Test
  void theMailboxIsValidatedOnceInTwentyFourHours() {
    var client = mesh.client();
    mesh.clock.add(Duration.ofHours(23));
    assertThat(client.handshake().given()).contains(false);
    mesh.clock.add(Duration.ofHours(1));
    assertThat(client.handshake().given()).contains(true);
    assertThat(mesh.stub.requests("POST ")).isEqualTo(2);
  }

  @Test
  void withoutAHandshakeAndWithAWrongPasswordMeshRefuses() {
    var unvalidated =
        new MeshClient(mesh.mailbox(), mesh.calls(mesh.mailbox(), mesh.clock), mesh.clock);
    assertThat(kind(unvalidated.inbox())).contains(MeshFailure.Kind.FORBIDDEN);
    var wrong = mesh.mailbox("wrong");
    var answer = new MeshClient(wrong, mesh.calls(wrong, mesh.clock), mesh.clock).handshake();
    assertThat(kind(answer)).contains(MeshFailure.Kind.FORBIDDEN);
    assertThat(answer.why().orElseThrow().describe())
        .isEqualTo("MESH refuses mailbox, password, shared key, certificate or clock (HTTP 403)");
  }

  @Test
  void aClockMoreThanTwoHoursWrongIsRefused() {
    var client = mesh.client();
    assertThat(client.count().given()).contains(0);
    var late = Clock.offset(mesh.clock, Duration.ofMinutes(-121));
    var calls = mesh.calls(mesh.mailbox(), late);
    assertThat(kind(new MeshClient(mesh.mailbox(), calls, late).count()))
        .contains(MeshFailure.Kind.FORBIDDEN);
  }

  @Test
  void pagesOfTheInboxAreReadOneAfterTheOther() {
    mesh.stub.pageSize(2);
    var sent = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      sent.add(mesh.stub.deliver(bytes("message " + i)));
    }
    var client = mesh.client();
    var read = new ArrayList<String>();
    var page = client.inbox().given().orElseThrow();
    read.addAll(page.messageIds());
    while (page.next().isPresent()) {
      page = client.after(page).given().orElseThrow();
      read.addAll(page.messageIds());
    }
    assertThat(read).isEqualTo(sent);
    assertThat(client.count().given()).contains(5);
  }

  @Test
  void threePackedChunksAreJoined() throws IOException {
    var id =
        mesh.stub.deliver(
            Map.of("Mex-LocalID", "L-1"), true, bytes("one,"), bytes("two,"), bytes("three"));
    try (var download = mesh.client().download(id).given().orElseThrow()) {
      assertThat(Files.readString(download.file())).isEqualTo("one,two,three");
      assertThat(download.size()).isEqualTo(13);
      assertThat(download.headers().get("MEX-LOCALID")).isEqualTo("L-1");
    }
    assertThat(mesh.stub.requests("GET /inbox/")).isEqualTo(3);
    assertThat(spooled()).isEmpty();
  }

  @Test
  void aChunkThatBreaksOffIsFetchedAgainAndNoBytesAreDoubled() throws IOException {
    var id = mesh.stub.deliver(Map.of(), false, bytes("first chunk,"), bytes("second chunk"));
    mesh.stub.trouble("GET /inbox/" + id + "/2", Trouble.BROKEN_BODY, 1);
    mesh.stub.trouble("GET /inbox/" + id, Trouble.LOST_ANSWER, 1);
    try (var download = mesh.client().download(id).given().orElseThrow()) {
      assertThat(Files.readString(download.file())).isEqualTo("first chunk,second chunk");
    }
    assertThat(mesh.stub.reusedTokens()).isZero();
  }

  @Test
  void everyRetryHasATokenOfItsOwn() {
    var client = mesh.client();
    mesh.stub.trouble("GET /inbox", Trouble.LOST_ANSWER, 2);
    mesh.stub.trouble("GET /inbox", Trouble.BUSY, 1);
    assertThat(client.inbox().given()).isPresent();
    assertThat(mesh.stub.requests("GET /inbox")).isEqualTo(4);
    assertThat(mesh.stub.reusedTokens()).isZero();
    assertThat(mesh.pauses)
        .containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void retriesEndAndTheFailureSaysWhy() {
    var client = mesh.client();
    mesh.stub.trouble("GET /inbox", Trouble.BUSY, 9);
    assertThat(client.inbox().why().orElseThrow())
        .isEqualTo(new MeshFailure(MeshFailure.Kind.BUSY, 503, ""));
    assertThat(mesh.stub.requests("GET /inbox")).isEqualTo(4);
  }

  @Test
  void anExpiredAndAnAcknowledgedMessageCannotBeFetched() throws IOException {
    var gone = mesh.stub.deliver(bytes("old"));
    mesh.stub.expire(gone);
    var client = mesh.client();
    assertThat(kind(client.download(gone))).contains(MeshFailure.Kind.GONE);
    var done = mesh.stub.deliver(bytes("done"));
    assertThat(client.acknowledge(done).given()).contains(done);
    assertThat(kind(client.download(done))).contains(MeshFailure.Kind.NOT_FOUND);
    assertThat(spooled()).isEmpty();
  }

  @Test
  void aMessageIsMeasuredUnpacked() throws IOException {
    var id = mesh.stub.deliver(Map.of(), true, new byte[900], new byte[101]);
    assertThat(kind(mesh.client().download(id))).contains(MeshFailure.Kind.TOO_LARGE);
    var fits = mesh.stub.deliver(Map.of(), true, new byte[900], new byte[100]);
    try (var download = mesh.client().download(fits).given().orElseThrow()) {
      assertThat(download.size()).isEqualTo(1000);
    }
    assertThat(spooled()).isEmpty();
  }

  @Test
  void aServiceThatIsNotThereIsNotReached() {
    var client = mesh.client();
    mesh.stub.close();
    assertThat(kind(client.inbox())).contains(MeshFailure.Kind.NOT_REACHED);
  }

  @Test
  void theTimeOfARequestIsForItsWholeAnswer() throws IOException {
    var slow = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    slow.createContext("/", MeshClientTest::answerSlowly);
    slow.start();
    try {
      var mailbox =
          new MeshMailbox(
              URI.create("http://127.0.0.1:" + slow.getAddress().getPort()),
              MeshStub.MAILBOX,
              new Secret(MeshStub.PASSWORD),
              new Secret(MeshStub.KEY),
              mesh.mailbox().limits());
      MeshAnswer<Integer> answer =
          mesh.calls(mailbox, mesh.clock)
              .once(
                  MeshCalls.Call.get("/"),
                  Set.of(200),
                  (status, headers, body) -> new MeshAnswer.Done<>(body.json().size()));
      assertThat(kind(answer)).contains(MeshFailure.Kind.NO_ANSWER);
    } finally {
      slow.stop(0);
    }
  }

  /** Headers and body take each less than the two seconds of a request, and both together more. */
  private static void answerSlowly(HttpExchange exchange) throws IOException {
    LockSupport.parkNanos(Duration.ofMillis(1300).toNanos());
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write('{');
    exchange.getResponseBody().flush();
    LockSupport.parkNanos(Duration.ofMillis(1300).toNanos());
    exchange.getResponseBody().write('}');
    exchange.close();
  }

  private static Optional<MeshFailure.Kind> kind(MeshAnswer<?> answer) {
    return answer.why().map(MeshFailure::kind);
  }

  private List<Path> spooled() throws IOException {
    try (var files = Files.list(spool)) {
      return files.toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
