package parley.camelroutes.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class MeshAuthorizationTest {

  private static final MeshMailbox MAILBOX =
      new MeshMailbox(
          URI.create("http://127.0.0.1"),
          "x26parley",
          new Secret("mailbox-password"),
          new Secret("shared-key"),
          MeshMailbox.Limits.usual(Path.of("spool")));

  /** The hash was worked out with Python's hmac module. */
  @Test
  void signsMailboxNonceCountPasswordAndTimeInUtc() {
    var clock = Clock.fixed(Instant.parse("2026-11-22T12:05:59Z"), ZoneId.of("America/New_York"));
    var header =
        new MeshAuthorization(clock, () -> "00000000-0000-4000-8000-000000000001").header(MAILBOX);
    assertThat(header)
        .isEqualTo(
            "NHSMESH X26PARLEY:00000000-0000-4000-8000-000000000001:0:202611221205:"
                + "f404e47dc7a432056c8be4cac111fb9d947e711067c4cf508cd841fd28decb42");
  }

  @Test
  void noSecretIsInAnyText() {
    assertThat(MAILBOX.toString())
        .contains("X26PARLEY")
        .doesNotContain("mailbox-password")
        .doesNotContain("shared-key");
  }
}
