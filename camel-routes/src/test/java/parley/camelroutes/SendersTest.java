package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.mappings.Content;

/** Who sends a message: the names that the journal keeps, strangers included. */
class SendersTest {

  private final Spine spine = new Spine();
  private final InMemoryStore store = spine.store;
  private final Intake intake = spine.intake;

  @Test
  void anUnknownSenderIsRefusedAndJournalled() {
    var answer = intake.receive(Spine.LISTED, Texts.message("1")).orElseThrow();
    assertThat(Texts.verdicts(answer)).isEqualTo("AR|1");
    assertThat(Texts.text(answer)).contains("UNKNOWN_SENDER").contains("ERR|MSH^1^3^");
    assertThat(spine.state(1)).isEqualTo(JournalEntry.State.REJECTED);
    assertThat(store.applied()).isEmpty();
  }

  @Test
  void twoStrangersMayUseTheSameControlId() {
    var one = from("LABEL", "RX1", "1");
    var two = from("LABEL", "RX2", "1");
    for (var message : List.of(one, two)) {
      var answer = intake.receive(Spine.LISTED, message).orElseThrow();
      assertThat(Texts.text(answer)).contains("UNKNOWN_SENDER").doesNotContain("CONTROL_ID");
    }
    assertThat(store.entries())
        .extracting(JournalEntry::sender)
        .containsExactly("unknown|LABEL|RX1", "unknown|LABEL|RX2");
    assertThat(store.entries()).noneMatch(JournalEntry::conflict);
  }

  @Test
  void aStrangersMessageSentAgainIsTheSameRow() {
    for (var i = 0; i < 2; i++) {
      intake.receive(Spine.LISTED, from("Label", "RX1", "1"));
    }
    assertThat(store.entries()).hasSize(1);
    assertThat(store.entries().get(0).sender()).isEqualTo("unknown|Label|RX1");
    assertThat(store.entries().get(0).attempts()).isEqualTo(2);
  }

  @Test
  void aStrangerTakesNoControlIdFromWhoIsAccepted() {
    intake.receive(Spine.LISTED, Texts.message("1", "PID|1||A"));
    assertThat(spine.send(Texts.message("1", "PID|1||B"))).isEqualTo("AA|1");
  }

  @Test
  void theCharacterSetOfAJournalledMessageIsItsOwnElseItsSenders() {
    assertThat(charset(from("OTHER", "X", "1"))).isEqualTo(StandardCharsets.ISO_8859_1);
    var said = Texts.text(from("OTHER", "X", "2")).replace("|P|2.4", "|P|2.4||||||UNICODE UTF-8");
    assertThat(charset(Texts.bytes(said))).isEqualTo(StandardCharsets.UTF_8);
    assertThat(charset(from("STRANGE", "X", "3"))).isEqualTo(StandardCharsets.UTF_8);
    assertThat(charset(Texts.bytes("%PDF-1.7"))).isEqualTo(StandardCharsets.UTF_8);
  }

  private Charset charset(byte[] message) {
    return intake.charset(
        intake
            .journal(Spine.LISTED, new Content(message), Instant.parse("2026-11-02T09:00:00Z"))
            .entry());
  }

  private static byte[] from(String application, String facility, String controlId) {
    return Texts.bytes(
        Texts.text(Texts.message(controlId))
            .replace("GPSYS|RIVERSIDE", application + '|' + facility)
            .replace("|P|2.4||||", "|P|2.4"));
  }
}
