package parley.server.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** An MLLP connection that is opened when it is needed, and again after it broke. */
public final class LastingConnection implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String host;
  private final int port;
  private Optional<MllpConnection> connection = Optional.empty();

  public LastingConnection(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /**
   * Sends a message and waits for the answer.
   *
   * @param message without framing
   * @return the answer; empty when the connection broke or none came: whether the message arrived
   *     is then unknown
   */
  public Optional<String> exchange(byte[] message) {
    try {
      if (connection.isEmpty()) {
        connection = Optional.of(new MllpConnection(host, port, PATIENCE));
      }
      return Optional.of(new String(connection.get().exchange(message), StandardCharsets.UTF_8));
    } catch (IOException broken) {
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
