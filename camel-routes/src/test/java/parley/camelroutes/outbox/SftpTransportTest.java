package parley.camelroutes.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.camelroutes.outbox.SftpPeer.Trouble;

class SftpTransportTest {

  private static final String NAME = "000000000007-RZ9-2026-10-primary-3.zip";

  @TempDir Path folder;

  private final SftpTransport transport = SftpTransport.usual(Clock.systemUTC());
  private final byte[] bytes = new byte[300_000];
  private SftpPeer peer;

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    new Random(1).nextBytes(bytes);
    peer = new SftpPeer(folder);
  }

  @AfterEach
  void stop() throws IOException {
    peer.close();
  }

  @Test
  void aFileArrivesWholeAndOnceHoweverOftenItIsSent() throws Exception {
    assertThat(transport.carries(peer.destination())).isTrue();
    assertThat(send(peer.destination())).isEqualTo(new Transmission.Sent(NAME, Optional.empty()));
    assertThat(peer.names()).containsExactly(NAME);
    assertThat(peer.content(NAME).array()).isEqualTo(bytes);
    var first = Files.getLastModifiedTime(peer.inbox().resolve(NAME));
    assertThat(send(peer.destination())).isInstanceOf(Transmission.Sent.class);
    assertThat(peer.names()).containsExactly(NAME);
    assertThat(Files.getLastModifiedTime(peer.inbox().resolve(NAME))).isEqualTo(first);
  }

  @Test
  void aKeyWithAPassphraseIsOpened() throws Exception {
    assertThat(send(peer.guarded())).isInstanceOf(Transmission.Sent.class);
    var guarded = peer.guarded();
    Files.writeString(guarded.passphraseFile().orElseThrow(), "another-passphrase");
    assertThat(reason(send(guarded))).doesNotContain("another-passphrase");
    assertThat(guarded.toString()).doesNotContain(SftpPeer.PASSPHRASE);
  }

  @Test
  void toAMachineWithAnotherHostKeyNothingIsSent() throws Exception {
    assertThat(reason(send(peer.mistaken()))).contains("host key").contains("nothing was sent");
    var unknown = peer.destination();
    Files.writeString(unknown.knownHosts(), "");
    assertThat(reason(send(unknown))).contains("host key");
    assertThat(unknown.knownHosts()).isEmptyFile();
    assertThat(peer.names()).isEmpty();
  }

  @Test
  void aKeyThatIsNotKnownThereIsNamed() throws Exception {
    assertThat(reason(send(peer.stranger())))
        .isEqualTo("it does not accept the user with this key");
  }

  @Test
  void whatDidNotArriveWholeHasNoNameAndIsSentAgain() throws Exception {
    peer.trouble = Trouble.LOSES_A_BYTE;
    assertThat(reason(send(peer.destination()))).contains("not what was sent");
    assertThat(peer.names()).doesNotContain(NAME);
    peer.trouble = Trouble.NO_SPACE;
    assertThat(reason(send(peer.destination()))).contains("SFTP status");
    peer.trouble = Trouble.BREAKS_BEFORE_RENAME;
    assertThat(send(peer.destination())).isInstanceOf(Transmission.TryAgain.class);
    assertThat(peer.names()).doesNotContain(NAME);
    peer.trouble = Trouble.NONE;
    assertThat(send(peer.destination())).isInstanceOf(Transmission.Sent.class);
    assertThat(peer.names()).containsExactly(NAME);
    assertThat(peer.content(NAME).array()).isEqualTo(bytes);
  }

  @Test
  void anotherFileOfItsNameIsLeftAsItIs() throws Exception {
    Files.writeString(peer.inbox().resolve(NAME), "another's");
    assertThat(send(peer.destination()))
        .isInstanceOfSatisfying(
            Transmission.Refused.class,
            refused -> assertThat(refused.reason()).contains("another file has the name"));
    assertThat(peer.inbox().resolve(NAME)).hasContent("another's");
  }

  @Test
  void aDirectoryThatIsNotThereAndAMachineThatIsAwayAreTriedAgain() throws Exception {
    Files.delete(peer.inbox());
    assertThat(reason(send(peer.destination()))).isEqualTo("the directory is not there");
    var away = peer.destination();
    peer.close();
    assertThat(reason(send(away))).startsWith("no connection");
  }

  private Transmission send(Destination.Sftp to) {
    var draft =
        new OutboxDraft(
            "desk",
            "submission",
            "",
            bytes,
            "application/zip",
            "RZ9-2026-10-primary-3",
            "",
            Optional.empty());
    return transport.send(
        new OutboxEntry(
            7,
            draft,
            OutboxEntry.State.WAITING,
            1,
            Instant.EPOCH,
            Instant.EPOCH,
            "",
            "",
            Optional.empty()),
        to);
  }

  private static String reason(Transmission result) {
    assertThat(result).isInstanceOf(Transmission.TryAgain.class);
    return ((Transmission.TryAgain) result).reason();
  }
}
