package parley.bench;

import java.util.Optional;
import parley.server.demo.LastingConnection;
import parley.server.demo.Outcome;

/**
 * One sender's way to one gateway: sends a message until it is answered AA, over a new connection
 * whenever one breaks, as a sending system with a queue does. Used by one thread at a time.
 */
final class ResendingSender implements AutoCloseable {

  private static final long AGAIN_MILLIS = 200;

  private final LastingConnection connection;

  ResendingSender(String host, int port) {
    this.connection = new LastingConnection(host, port);
  }

  /**
   * Sends until answered.
   *
   * @param deadline when to give up, by {@link System#nanoTime}
   * @return true when answered AA; false when refused for good (AR) or not answered in time
   */
  boolean deliver(byte[] message, long deadline) throws InterruptedException {
    while (System.nanoTime() < deadline) {
      // Without an answer nobody knows whether it arrived; that is why it is sent again.
      var outcome = connection.exchange(message).flatMap(Outcome::of);
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

  @Override
  public void close() {
    connection.close();
  }
}
