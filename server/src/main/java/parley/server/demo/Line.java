package parley.server.demo;

import java.io.IOException;
import java.util.List;

/** One sender's way to the gateway. Used by one thread. */
interface Line extends AutoCloseable {

  /**
   * Sends messages that do not depend on one another.
   *
   * @return the answer to each, in the same order; an empty text where none came in time
   * @throws InterruptedException when the run is broken off
   */
  List<String> send(List<DemoMessage> wave) throws InterruptedException;

  @Override
  void close() throws IOException;
}
