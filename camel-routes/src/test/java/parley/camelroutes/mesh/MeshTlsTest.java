package parley.camelroutes.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class MeshTlsTest {

  @TempDir Path folder;

  @Test
  void bothSidesShowACertificateThatTheOtherTrusts() {
    var service = new Certificates("mesh.test");
    var client = new Certificates("SERVER001.X26.api.mesh-client.nhs.uk");
    var stranger = new Certificates("stranger");
    var serviceTls =
        MeshTls.context(
            Optional.of(service.own(folder, "one")), Optional.of(client.trusted(folder, "two")));
    try (var stub = new MeshStub(serviceTls)) {
      var trusts = Optional.of(service.trusted(folder, "three"));
      assertThat(handshake(stub, MeshTls.context(Optional.of(client.own(folder, "four")), trusts)))
          .isEmpty();
      // The server's refusal comes after its side of the handshake, as an answer that breaks off.
      assertThat(handshake(stub, MeshTls.context(Optional.of(stranger.own(folder, "5")), trusts)))
          .get()
          .isIn(MeshFailure.Kind.NOT_REACHED, MeshFailure.Kind.NO_ANSWER);
      assertThat(handshake(stub, MeshTls.context(Optional.empty(), trusts)))
          .get()
          .isIn(MeshFailure.Kind.NOT_REACHED, MeshFailure.Kind.NO_ANSWER);
      var wrongTrust = Optional.of(stranger.trusted(folder, "6"));
      assertThat(handshake(stub, MeshTls.context(Optional.of(client.own(folder, "7")), wrongTrust)))
          .contains(MeshFailure.Kind.NOT_REACHED);
      assertThat(stub.requests()).hasSize(1);
    }
  }

  private Optional<MeshFailure.Kind> handshake(MeshStub stub, SSLContext tls) {
    var limits = new MeshMailbox.Limits(folder, 1000, 10, Duration.ofSeconds(5), 0, Duration.ZERO);
    var mailbox =
        new MeshMailbox(
            stub.uri(),
            MeshStub.MAILBOX,
            new Secret(MeshStub.PASSWORD),
            new Secret(MeshStub.KEY),
            limits);
    return MeshClient.of(mailbox, tls, Clock.systemUTC()).handshake().why().map(MeshFailure::kind);
  }

  @Test
  void aStoreThatDoesNotOpenIsNamedAndItsPasswordIsNot() {
    var store = new Certificates("x").own(folder, "right");
    var wrong = new MeshTls.Store(store.file(), new Secret("wrong-password"));
    assertThatThrownBy(() -> MeshTls.context(Optional.of(wrong), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(store.file().getFileName().toString())
        .hasMessageNotContaining("wrong-password");
  }
}
