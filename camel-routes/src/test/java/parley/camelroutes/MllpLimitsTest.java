package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What many senders at once may ask of memory and of workers. */
@Timeout(180)
class MllpLimitsTest {

  private static final int MEGABYTE = 1024 * 1024;
  private static final int WORKERS = 2;

  /** Two megabytes in all, of frames of at most one. */
  private static final MllpLimits LIMITS =
      new MllpLimits(
          MEGABYTE, Duration.ofSeconds(20), Duration.ofSeconds(20), 20, WORKERS, 2 * MEGABYTE);

  private int port;
  private Gateway gateway;

  @BeforeEach
  void open() throws Exception {
    port = Gateway.freePort();
    var inlet = new Inlet.Mllp("mllp", "127.0.0.1", port, List.of());
    gateway = new Gateway(List.of(inlet), LIMITS, Duration.ofMinutes(5));
  }

  @AfterEach
  void close() {
    gateway.mapper.release();
    gateway.close();
  }

  @Test
  void partialFramesBeyondTheMemoryForThemAreRefusedAndSmallMessagesPass() throws Exception {
    var clients = new ArrayList<MllpClient>();
    var readers = Executors.newCachedThreadPool();
    try {
      var refused = new ArrayList<CompletableFuture<String>>();
      for (int i = 0; i < 8; i++) {
        var client = new MllpClient(port);
        clients.add(client);
        refused.add(CompletableFuture.supplyAsync(() -> answer(client), readers));
        writeUnlessClosed(client, part("big" + clients.size()));
      }
      var first = CompletableFuture.anyOf(refused.toArray(CompletableFuture[]::new)).join();
      assertThat((String) first).contains("MSA|AE|big").contains("BUSY").contains("again later");
      try (var small = new MllpClient(port)) {
        assertThat(small.ask(Texts.message("small"))).isEqualTo("AA|small");
      }
      for (int i = 0; i < 100 && held(refused) > 3; i++) {
        Thread.sleep(50);
      }
      assertThat(held(refused)).as("connections whose part is still held").isBetween(1L, 3L);
    } finally {
      readers.shutdownNow();
      for (var client : clients) {
        client.close();
      }
    }
    assertThat(gateway.store.entries()).hasSize(1);
  }

  @Test
  void memoryIsGivenBackByWhoGoesAndByWhoIsAnswered() throws Exception {
    for (int i = 0; i < 6; i++) {
      try (var client = new MllpClient(port)) {
        client.write(part("gone" + i));
        client.write(new byte[] {0x1c, 0x0d});
        assertThat(Texts.verdicts(client.read())).isEqualTo("AA|gone" + i);
        client.write(part("left" + i));
      }
    }
    try (var client = new MllpClient(port)) {
      var large = Texts.message("large", "OBX|1|ED|||" + "QUJD".repeat(200_000));
      assertThat(client.ask(large)).isEqualTo("AA|large");
    }
  }

  @Test
  void framesOfWhoHangsUpWhileTheyWaitForAWorkerGoOnCounting() throws Exception {
    try (var one = new MllpClient(port);
        var two = new MllpClient(port)) {
      one.write(MllpClient.frame(Texts.message("one", "PID|1||1", "ZTX|hold")));
      two.write(MllpClient.frame(Texts.message("two", "PID|1||2", "ZTX|hold")));
      assertThat(gateway.mapper.awaitHeld()).isTrue();
      for (int i = 0; i < 3; i++) {
        try (var gone = new MllpClient(port)) {
          gone.write(part("gone" + i));
          gone.write(new byte[] {0x1c, 0x0d});
        }
      }
      // The frames of those who hung up are read some time after their senders have gone.
      var refused = "";
      for (int i = 0; i < 60 && !refused.contains("MSA|AE|next"); i++) {
        try (var next = new MllpClient(port, Duration.ofSeconds(1))) {
          writeUnlessClosed(next, part("next"));
          refused = answer(next);
        }
      }
      assertThat(refused).contains("MSA|AE|next").contains("BUSY");
      gateway.mapper.release();
      assertThat(Texts.verdicts(one.read())).isEqualTo("AA|one");
      assertThat(Texts.verdicts(two.read())).isEqualTo("AA|two");
    }
    for (int i = 0; i < 100 && gateway.store.entries().size() < 5; i++) {
      Thread.sleep(50);
    }
    try (var client = new MllpClient(port)) {
      var large = Texts.message("large", "OBX|1|ED|||" + "QUJD".repeat(200_000));
      assertThat(client.ask(large)).isEqualTo("AA|large");
    }
  }

  private static long held(List<CompletableFuture<String>> answers) {
    return answers.stream().filter(answer -> !answer.isDone()).count();
  }

  /** Reads what the gateway answers a part of a frame with. */
  private static String answer(MllpClient client) {
    try {
      return Texts.text(client.read());
    } catch (IOException closed) {
      return "no answer";
    }
  }

  /** 900 kB of a frame without its end. */
  private static byte[] part(String controlId) {
    var frame = MllpClient.frame(Texts.message(controlId, "OBX|1|ED|||" + "QUJD".repeat(225_000)));
    return Arrays.copyOf(frame, frame.length - 2);
  }

  private static void writeUnlessClosed(MllpClient client, byte[] bytes) {
    try {
      client.write(bytes);
    } catch (IOException closed) {
      // It was refused while it wrote; its answer says so.
      assertThat(closed).isNotNull();
    }
  }

  @Test
  void noMoreMessagesAreInWorkThanThereAreWorkers() throws Exception {
    var clients = new ArrayList<MllpClient>();
    try {
      for (int i = 0; i < 3 * WORKERS; i++) {
        var client = new MllpClient(port);
        clients.add(client);
        client.write(MllpClient.frame(Texts.message("h" + i, "PID|1||" + i, "ZTX|hold")));
      }
      assertThat(gateway.mapper.awaitHeld()).isTrue();
      for (int i = 0; i < 600 && gateway.store.entries().size() < WORKERS; i++) {
        Thread.sleep(50);
      }
      Thread.sleep(300);
      assertThat(gateway.store.entries()).hasSize(WORKERS);
      gateway.mapper.release();
      for (int i = 0; i < clients.size(); i++) {
        assertThat(Texts.verdicts(clients.get(i).read())).isEqualTo("AA|h" + i);
      }
    } finally {
      for (var client : clients) {
        client.close();
      }
    }
    assertThat(gateway.store.entries()).hasSize(3 * WORKERS);
  }

  @Test
  void aSocketIsNotReadWhileItsMessageIsInWork() throws Exception {
    var held = MllpClient.frame(Texts.message("held", "ZTX|hold"));
    var next = MllpClient.frame(Texts.message("next", "OBX|1|ED|||" + "QUJD".repeat(50_000)));
    try (var socket = SocketChannel.open(new InetSocketAddress("127.0.0.1", port))) {
      socket.write(ByteBuffer.wrap(held));
      assertThat(gateway.mapper.awaitHeld()).isTrue();
      socket.configureBlocking(false);
      long taken = 0;
      int quiet = 0;
      while (quiet < 20 && taken < 64L * MEGABYTE) {
        int written = socket.write(ByteBuffer.wrap(next));
        taken += written;
        quiet = written == 0 ? quiet + 1 : 0;
        Thread.sleep(written == 0 ? 20 : 0);
      }
      assertThat(taken)
          .as("bytes that fit into the buffers of the sockets")
          .isLessThan(24L * MEGABYTE);
      assertThat(gateway.store.entries()).hasSize(1);
    }
  }
}
