package parley.camelroutes.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.camelroutes.outbox.MllpPeer.ack;
import static parley.camelroutes.outbox.MllpPeer.controlId;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import parley.camelroutes.outbox.OutboxEntry.State;

/** Sending over real sockets to a receiver that behaves as receivers do. */
class MllpTransportTest {

  private final MllpTransport transport =
      new MllpTransport(Duration.ofSeconds(10), Duration.ofSeconds(3));

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void sendsTheBytesAndKeepsTheConnection() throws Exception {
    try (var peer = new MllpPeer(message -> List.of(ack("AA", controlId(message))))) {
      for (int i = 1; i <= 20; i++) {
        assertThat(send(peer, "M" + i)).isInstanceOf(Transmission.Sent.class);
      }
      assertThat(peer.received()).hasSize(20);
      assertThat(peer.received().get(0))
          .isEqualTo(
              new String(InMemoryOutbox.draft("peer", "M1").bytes(), StandardCharsets.US_ASCII));
      assertThat(peer.connections()).isEqualTo(1);
    }
  }

  @Test
  void verdictsOfTheReceiver() throws Exception {
    var codes = List.of("CA", "AE", "CE", "AR", "CR", "XX");
    var next = new AtomicInteger();
    try (var peer =
        new MllpPeer(
            message -> List.of(ack(codes.get(next.getAndIncrement()), controlId(message))))) {
      assertThat(send(peer, "M1")).isInstanceOf(Transmission.Sent.class);
      assertThat(send(peer, "M2")).isInstanceOf(Transmission.Objected.class);
      assertThat(send(peer, "M3")).isInstanceOf(Transmission.Objected.class);
      assertThat(send(peer, "M4")).isInstanceOf(Transmission.Refused.class);
      assertThat(send(peer, "M5"))
          .isInstanceOfSatisfying(
              Transmission.Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo("refused with CR"));
      assertThat(send(peer, "M6")).isInstanceOf(Transmission.TryAgain.class);
    }
  }

  @Test
  void aReasonNamesTheErrorCodeAndNothingTheReceiverWrote() throws Exception {
    try (var peer =
        new MllpPeer(
            message ->
                List.of(
                    ack("AR", controlId(message)).strip()
                        + "|EXAMPLE Erin is unknown\rERR||PID^1^3|204^Unknown^HL70357|E\r"))) {
      assertThat(send(peer, "M1"))
          .isInstanceOfSatisfying(
              Transmission.Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo("refused with AR, ERR-3 204"));
    }
  }

  @Test
  void aLateAnswerIsNeverTakenForTheNextMessage() throws Exception {
    var first = new AtomicInteger();
    try (var peer =
        new MllpPeer(
            message ->
                first.getAndIncrement() == 0
                    ? List.of("4500", ack("AA", controlId(message)))
                    : List.of(ack("AR", controlId(message))))) {
      assertThat(send(peer, "M1")).isInstanceOf(Transmission.TryAgain.class);
      assertThat(send(peer, "M2")).isInstanceOf(Transmission.Refused.class);
      assertThat(peer.connections()).isEqualTo(2);
    }
  }

  @Test
  void anAnswerToAnotherMessageIsNone() throws Exception {
    try (var peer = new MllpPeer(message -> List.of(ack("AA", "OTHER")))) {
      assertThat(send(peer, "M1")).isInstanceOf(Transmission.TryAgain.class);
      assertThat(send(peer, "M2")).isInstanceOf(Transmission.TryAgain.class);
      assertThat(peer.connections()).isEqualTo(2);
    }
  }

  @Test
  void anApplicationAcknowledgementAfterTheAcceptIsPassedOver() throws Exception {
    try (var peer =
        new MllpPeer(
            message ->
                List.of(ack("CA", controlId(message)), "20", ack("AA", controlId(message))))) {
      for (int i = 1; i <= 5; i++) {
        assertThat(send(peer, "M" + i)).isInstanceOf(Transmission.Sent.class);
        Thread.sleep(i % 2 * 50L);
      }
      assertThat(peer.received()).hasSize(5);
    }
  }

  @Test
  void aConnectionClosedWhileIdleIsOpenedAgain() throws Exception {
    try (var peer = new MllpPeer(message -> List.of(ack("AA", controlId(message)), "close"))) {
      assertThat(send(peer, "M1")).isInstanceOf(Transmission.Sent.class);
      Thread.sleep(500);
      assertThat(send(peer, "M2")).isInstanceOf(Transmission.Sent.class);
      assertThat(peer.received()).hasSize(2);
    }
  }

  @Test
  void nobodyListeningOrNoHl7IsTriedAgain() throws Exception {
    int port;
    try (var peer = new MllpPeer(message -> List.of("not HL7"))) {
      port = peer.port();
      assertThat(send(peer, "M1")).isInstanceOf(Transmission.TryAgain.class);
    }
    var nobody = new Destination.Mllp("peer", "127.0.0.1", port);
    assertThat(transport.send(entry("M1"), nobody)).isInstanceOf(Transmission.TryAgain.class);
  }

  @Test
  @Timeout(180)
  void aReceiverThatStopsReadingIsLeftAfterTheTimeForATry() throws Exception {
    try (var deaf = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      // Accepted by the system, read by nobody: far more than the buffers of both ends hold.
      var large = entry("M1", "NTE|1||x\r".repeat(4_000_000));
      var to = new Destination.Mllp("deaf", "127.0.0.1", deaf.getLocalPort());
      assertThat(transport.send(large, to))
          .isEqualTo(new Transmission.TryAgain("no connection or no answer in time"));
    }
  }

  private Transmission send(MllpPeer peer, String id) {
    return transport.send(entry(id), new Destination.Mllp("peer", "127.0.0.1", peer.port()));
  }

  static OutboxEntry entry(String id) {
    return entry(id, "");
  }

  private static OutboxEntry entry(String id, String more) {
    var draft = InMemoryOutbox.draft("peer", id);
    var text = new String(draft.bytes(), StandardCharsets.US_ASCII) + more;
    return new OutboxEntry(
        7,
        new OutboxDraft(
            draft.destination(),
            draft.kind(),
            draft.subject(),
            text.getBytes(StandardCharsets.US_ASCII),
            draft.contentType(),
            id,
            "",
            Optional.empty()),
        State.WAITING,
        1,
        Instant.EPOCH,
        Instant.EPOCH,
        "",
        "",
        Optional.empty());
  }
}
