package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What senders see when something below the inlets fails. */
@Timeout(180)
class FailuresTest {

  private int port;
  private Gateway gateway;
  private MllpClient client;

  @BeforeEach
  void open() throws Exception {
    port = Gateway.freePort();
    var inlet = new Inlet.Mllp("mllp", "127.0.0.1", port, List.of());
    var limits =
        new MllpLimits(
            1024 * 1024, Duration.ofSeconds(20), Duration.ofSeconds(20), 100, 4, 1024 * 1024);
    gateway = new Gateway(List.of(inlet), limits, Duration.ofMinutes(5));
    client = new MllpClient(port);
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    gateway.mapper.release();
    gateway.close();
  }

  @Test
  void aShortFailureOfTheDatabaseIsNotSeen() throws IOException {
    gateway.store.away(2);
    assertThat(client.ask(Texts.message("1"))).isEqualTo("AA|1");
    assertThat(gateway.store.entries()).hasSize(1);
  }

  @Test
  void aStoreThatIsAwayParksTheMessageAndItIsAppliedLater() throws Exception {
    gateway.store.storeAway(true);
    client.write(MllpClient.frame(Texts.message("1")));
    var answer = client.read();
    assertThat(Texts.verdicts(answer)).isEqualTo("AE|1");
    assertThat(Texts.text(answer)).contains("STORE_UNAVAILABLE");
    assertThat(gateway.store.entries().get(0).state()).isEqualTo(JournalEntry.State.PARKED);
    gateway.store.storeAway(false);
    await(() -> gateway.store.applied().equals(List.of(1L)));
    // The sender, who was told AE, sends again and gets the answer of the recovery.
    assertThat(client.ask(Texts.message("1"))).isEqualTo("AA|1");
    assertThat(gateway.store.applied()).containsExactly(1L);
  }

  @Test
  void aJournalThatIsAwayIsAnsweredAndNothingIsKept() throws Exception {
    gateway.store.away(Integer.MAX_VALUE);
    assertThat(client.ask(Texts.message("1"))).isEqualTo("AE|1");
    gateway.store.away(0);
    assertThat(gateway.store.entries()).isEmpty();
    assertThat(client.ask(Texts.message("1"))).isEqualTo("AA|1");
  }

  @Test
  void evenAnErrorIsAnsweredAndIsNotTriedForEver() throws IOException {
    client.write(MllpClient.frame(Texts.message("1", "ZTX|die")));
    var answer = client.read();
    assertThat(Texts.verdicts(answer)).isEqualTo("AE|1");
    assertThat(Texts.text(answer)).contains("INTERNAL").doesNotContain("AssertionError");
    assertThat(gateway.store.entries().get(0).state()).isEqualTo(JournalEntry.State.REJECTED);
  }

  @Test
  void noLogLineHoldsWhatAMessageOrAnExceptionSays() throws IOException {
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    root.addAppender(lines);
    try {
      client.ask(Texts.message("1", "PID|1||A||" + TestMapper.SECRET, "ZTX|throw"));
      client.ask(Texts.message("2", "PID|1||A||" + TestMapper.SECRET, "ZTX|die"));
      gateway.store.storeAway(true);
      client.ask(Texts.message("3", "PID|1||A||" + TestMapper.SECRET));
    } finally {
      root.detachAppender(lines);
    }
    assertThat(lines.list).hasSizeGreaterThanOrEqualTo(3);
    assertThat(lines.list)
        .allSatisfy(
            line -> {
              assertThat(line.getFormattedMessage()).doesNotContain(TestMapper.SECRET);
              assertThat(line.getThrowableProxy()).isNull();
            });
  }

  @Test
  void whatIsInWorkAtAStopIsAnsweredAndNothingNewIsRead() throws Exception {
    client.write(MllpClient.frame(Texts.message("1", "ZTX|hold"), Texts.message("2")));
    assertThat(gateway.mapper.awaitHeld()).isTrue();
    var stopping = CompletableFuture.runAsync(gateway::close);
    await(() -> gateway.context.isStopping());
    gateway.mapper.release();
    assertThat(Texts.verdicts(client.read())).isEqualTo("AA|1");
    assertThat(client.closedByPeer()).isTrue();
    stopping.join();
    assertThat(gateway.store.entries()).hasSize(1);
  }

  @Test
  void noMoreIsInWorkThanThereAreWorkers() throws Exception {
    var clients = new ArrayList<MllpClient>();
    try {
      for (int i = 0; i < 12; i++) {
        var sender = new MllpClient(port);
        clients.add(sender);
        sender.write(MllpClient.frame(Texts.message("h" + i, "PID|1||" + i, "ZTX|hold")));
      }
      await(() -> gateway.store.entries().size() == 4);
      gateway.mapper.release();
      for (int i = 0; i < 12; i++) {
        assertThat(Texts.verdicts(clients.get(i).read())).isEqualTo("AA|h" + i);
      }
    } finally {
      for (var sender : clients) {
        sender.close();
      }
    }
    assertThat(gateway.store.applied()).hasSize(12).doesNotHaveDuplicates();
  }

  private interface Condition {
    boolean holds();
  }

  /** Waits for what another thread does, ten seconds at most. */
  private static void await(Condition condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("still waiting").isLessThan(end);
      Thread.sleep(10);
    }
  }
}
