package parley.camelroutes.mesh;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A client of the stub that does not really wait. */
final class Mesh implements AutoCloseable {

  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  /** A clock that is moved by hand. */
  static final class MovedClock extends Clock {
    private Instant now = NOON;

    void add(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }

  final MovedClock clock = new MovedClock();
  final MeshStub stub = new MeshStub(clock);
  final List<Duration> pauses = new ArrayList<>();
  private final Path spool;

  Mesh(Path spool) {
    this.spool = spool;
  }

  /** Chunks of 10 bytes, at most 1,000 bytes a message. */
  MeshMailbox mailbox() {
    return mailbox(MeshStub.PASSWORD);
  }

  MeshMailbox mailbox(String password) {
    return new MeshMailbox(
        stub.uri(),
        MeshStub.MAILBOX.toLowerCase(java.util.Locale.ROOT),
        new Secret(password),
        new Secret(MeshStub.KEY),
        new MeshMailbox.Limits(spool, 1000, 10, Duration.ofSeconds(2), 3, Duration.ofMillis(500)));
  }

  MeshCalls calls(MeshMailbox mailbox, Clock time) {
    return new MeshCalls(
        mailbox,
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
        new MeshAuthorization(time, () -> UUID.randomUUID().toString()),
        pauses::add);
  }

  /** A client whose mailbox is validated. */
  MeshClient client() {
    var client = new MeshClient(mailbox(), calls(mailbox(), clock), clock);
    client.handshake();
    return client;
  }

  MeshPost post() {
    client();
    return new MeshPost(mailbox(), calls(mailbox(), clock));
  }

  @Override
  public void close() {
    stub.close();
  }
}
