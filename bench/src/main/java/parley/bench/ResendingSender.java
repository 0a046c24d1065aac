package parley.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import parley.server.demo.MllpConnection;
import parley.server.demo.Outcome;

/**
 * One sender's way to one gateway: sends a message until it is answered AA, over a new connection
 * whenever one breaks, as a sending system with a queue does. Used by one thread at a time.
 */
final class ResendingSender implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long AGAIN_MILLIS = 200;

  private final String host;
  private final int port;
  private Optional<MllpConnection> connection = Optional.empty();

  ResendingSender(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /**
   * Sends until answered.
   *
   * @param deadline when to give up, by {@link System#nanoTime}
   * @return true when answered AA; false when refused for good (AR) or not answered in time
   */
  boolean deliver(byte[] message, long deadline) throws InterruptedException {
    while (System.nanoTime() < deadline) {
      var outcome = once(message);
      if (outcome.equals(Optional.of(Outcome.AA))) {
        return true;
      }
      if (outcome.equals(Optional.of(Outcome.AR))) {
        return false;
      }
      Thread.sleep(AGAIN_MILLIS);
    }
    return false;
  }

  private Optional<Outcome> once(byte[] message) {
    try {
      if (connection.isEmpty()) {
        connection = Optional.of(new MllpConnection(host, port, PATIENCE));
      }
      var answer = connection.get().exchange(message);
      return Outcome.of(new String(answer, StandardCharsets.UTF_8));
    } catch (IOException broken) {
      // Whether it arrived is unknown; that is why it is sent again.
      close();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    try {
      if (connection.isPresent()) {
        connection.get().close();
      }
    } catch (IOException alreadyGone) {
      // Closing what is broken: nothing is left to do.
    }
    connection = Optional.empty();
  }
}
