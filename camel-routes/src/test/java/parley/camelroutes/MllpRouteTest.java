package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class MllpRouteTest {

  private int port;
  private Gateway gateway;

  @BeforeEach
  void open() throws Exception {
    port = Gateway.freePort();
    gateway = Gateway.mllp(port);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void threeFramesInOneWriteAreAnsweredInOrder() throws IOException {
    try (var client = new MllpClient(port)) {
      client.write(MllpClient.frame(Texts.message("1"), Texts.message("2"), Texts.message("3")));
      assertThat(Texts.verdicts(client.read())).isEqualTo("AA|1");
      assertThat(Texts.verdicts(client.read())).isEqualTo("AA|2");
      assertThat(Texts.verdicts(client.read())).isEqualTo("AA|3");
    }
    assertThat(gateway.store.applied()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aFrameInFiveWritesIsOneMessage() throws Exception {
    var frame = MllpClient.frame(Texts.message("1"));
    try (var client = new MllpClient(port)) {
      int from = 0;
      // The last cut parts the two bytes of the end block.
      for (int to : new int[] {1, 20, 60, frame.length - 1, frame.length}) {
        client.write(Arrays.copyOfRange(frame, from, to));
        Thread.sleep(20);
        from = to;
      }
      assertThat(Texts.verdicts(client.read())).isEqualTo("AA|1");
    }
    assertThat(gateway.store.entries().get(0).bytes()).isEqualTo(Texts.message("1"));
  }

  @Test
  void aStreamOfFramesWithoutPauseIsAnsweredInOrder() throws IOException {
    int count = 300;
    var messages = new byte[count][];
    for (int i = 0; i < count; i++) {
      messages[i] = Texts.message("s" + i, "NTE|1||" + "x".repeat(i * 7));
    }
    try (var client = new MllpClient(port)) {
      var writing = CompletableFuture.runAsync(() -> quietly(client, MllpClient.frame(messages)));
      for (int i = 0; i < count; i++) {
        assertThat(Texts.verdicts(client.read())).isEqualTo("AA|s" + i);
      }
      writing.join();
    }
    for (int i = 0; i < count; i++) {
      assertThat(gateway.store.entries().get(i).bytes()).isEqualTo(messages[i]);
    }
  }

  @Test
  void aMegabyteMessageIsTakenWhole() throws IOException {
    var message = Texts.message("1", "OBX|1|ED|||" + "QUJD".repeat(300_000));
    try (var client = new MllpClient(port)) {
      assertThat(client.ask(message)).isEqualTo("AA|1");
    }
    assertThat(gateway.store.entries().get(0).bytes()).isEqualTo(message);
  }

  @Test
  void aTooLargeFrameIsRefusedAndTheConnectionClosed() throws IOException {
    var message = Texts.message("1", "OBX|1|ED|||" + "QUJD".repeat(1_100_000));
    try (var client = new MllpClient(port)) {
      var writing = CompletableFuture.runAsync(() -> quietly(client, MllpClient.frame(message)));
      var answer = client.read();
      assertThat(Texts.verdicts(answer)).isEqualTo("AR|1");
      assertThat(Texts.text(answer)).contains("TOO_LARGE");
      writing.join();
    }
    assertThat(gateway.store.entries()).isEmpty();
  }

  private static void quietly(MllpClient client, byte[] bytes) {
    try {
      client.write(bytes);
    } catch (IOException closed) {
      // The gateway may close before everything is written.
      assertThat(closed).isNotNull();
    }
  }

  @Test
  void garbageIsRefusedInAFrameAndTheConnectionClosed() throws IOException {
    try (var client = new MllpClient(port)) {
      client.write(Texts.bytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
      assertThat(Texts.text(client.read())).contains("MSA|AR").contains("NOT_HL7");
      assertThat(client.closedByPeer()).isTrue();
    }
  }

  @Test
  void garbageAfterAFrameDoesNotLoseItsAnswer() throws IOException {
    try (var client = new MllpClient(port)) {
      client.write(MllpClient.frame(Texts.message("1")));
      client.write(Texts.bytes("xyz"));
      assertThat(Texts.verdicts(client.read())).isEqualTo("AA|1");
      assertThat(Texts.verdicts(client.read())).isEqualTo("AR|");
    }
  }

  @Test
  void aFrameThatIsNotHl7IsRefusedAndTheConnectionGoesOn() throws IOException {
    try (var client = new MllpClient(port)) {
      assertThat(client.ask(Texts.bytes("%PDF-1.7"))).isEqualTo("AR|");
      assertThat(client.ask(Texts.bytes(""))).isEqualTo("AR|");
      assertThat(client.ask(Texts.bytes("MSH\rPID|1"))).isEqualTo("AR|");
      assertThat(client.ask(Texts.message("2"))).isEqualTo("AA|2");
    }
  }

  @Test
  void aFrameWithoutEndIsClosedAfterItsTime() throws IOException {
    try (var client = new MllpClient(port)) {
      var frame = MllpClient.frame(Texts.message("1"));
      client.write(Arrays.copyOf(frame, frame.length - 2));
      assertThat(client.closedByPeer()).isTrue();
    }
    assertThat(gateway.store.entries()).isEmpty();
  }

  @Test
  void lineEndsBetweenFramesDoNoHarm() throws IOException {
    try (var client = new MllpClient(port)) {
      client.ask(Texts.message("1"));
      client.write(Texts.bytes("\r\n"));
      assertThat(client.ask(Texts.message("2"))).isEqualTo("AA|2");
    }
  }

  @Test
  void anIdleConnectionIsClosed() throws IOException {
    try (var client = new MllpClient(port)) {
      assertThat(client.ask(Texts.message("1"))).isEqualTo("AA|1");
      assertThat(client.closedByPeer()).isTrue();
    }
  }

  @Test
  void fiftyConnectionsAreServed() throws Exception {
    var clients = new ArrayList<MllpClient>();
    var pool = Executors.newFixedThreadPool(50);
    try {
      var answers = new ArrayList<CompletableFuture<String>>();
      for (int i = 0; i < 50; i++) {
        var client = new MllpClient(port);
        clients.add(client);
        for (int j = 0; j < 4; j++) {
          var message = Texts.message(i + "." + j, "PID|1||" + i);
          var before = answers.isEmpty() || j == 0 ? null : answers.get(answers.size() - 1);
          answers.add(
              before == null
                  ? CompletableFuture.supplyAsync(() -> client.askUnchecked(message), pool)
                  : before.thenApplyAsync(done -> client.askUnchecked(message), pool));
        }
      }
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).isEqualTo("AA|" + i / 4 + '.' + i % 4);
      }
    } finally {
      pool.shutdown();
      for (var client : clients) {
        client.close();
      }
    }
    assertThat(gateway.store.applied()).doesNotHaveDuplicates().hasSize(200);
  }

  @Test
  void connectionsBeyondTheLimitAreClosed() throws IOException {
    var clients = new ArrayList<MllpClient>();
    try {
      for (int i = 0; i < Gateway.LIMITS.connections(); i++) {
        var client = new MllpClient(port);
        clients.add(client);
      }
      assertThat(clients.get(0).ask(Texts.message("1"))).isEqualTo("AA|1");
      try (var beyond = new MllpClient(port)) {
        assertThat(beyond.closedByPeer()).isTrue();
      }
    } finally {
      for (var client : clients) {
        client.close();
      }
    }
  }

  @Test
  void bytesArriveAsTheyWereSentInEveryCharset() throws IOException {
    var charsets =
        List.of(
            StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, Charset.forName("windows-1252"));
    try (var client = new MllpClient(port)) {
      for (int i = 0; i < charsets.size(); i++) {
        var text = Texts.text(Texts.message("\u00e9" + i, "PID|1||A||Zo\u00eb^Andr\u00e9"));
        var message = text.getBytes(charsets.get(i));
        client.write(MllpClient.frame(message));
        var id = Texts.text(("\u00e9" + i).getBytes(charsets.get(i)));
        assertThat(Texts.verdicts(client.read())).isEqualTo("AA|" + id);
        assertThat(gateway.store.entries().get(i).bytes()).isEqualTo(message);
      }
    }
  }

  @Test
  void bothAcknowledgementsAreTwoFrames() throws IOException {
    try (var client = new MllpClient(port)) {
      client.write(MllpClient.frame(Texts.enhanced("1", "AL", "AL")));
      assertThat(Texts.verdicts(client.read())).isEqualTo("CA|1");
      assertThat(Texts.verdicts(client.read())).isEqualTo("AA|1");
    }
  }

  @Test
  void messagesThatWantNoAnswerDoNotStallTheConnection() throws IOException {
    try (var client = new MllpClient(port)) {
      client.write(
          MllpClient.frame(
              Texts.enhanced("1", "NE", "NE"),
              Texts.enhanced("2", "NE", "NE"),
              Texts.message("3")));
      assertThat(Texts.verdicts(client.read())).isEqualTo("AA|3");
    }
    assertThat(gateway.store.applied()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void aFaultIsAnsweredAndTheConnectionGoesOn() throws IOException {
    try (var client = new MllpClient(port)) {
      client.write(MllpClient.frame(Texts.message("1", "ZTX|throw")));
      var answer = client.read();
      assertThat(Texts.verdicts(answer)).isEqualTo("AE|1");
      assertThat(Texts.text(answer)).doesNotContain(TestMapper.SECRET, "Exception");
      assertThat(client.ask(Texts.message("2"))).isEqualTo("AA|2");
    }
  }

  @Test
  void theInletIsOpenAndIsKnownToBe() {
    var status = new InletStatus(gateway.context, gateway.inlets);
    assertThat(status.allOpen()).isTrue();
    gateway.close();
    assertThat(status.open()).containsEntry("mllp", false);
    assertThat(status.allOpen()).isFalse();
  }
}
