package parley.server.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends over one MLLP connection, opened again when it breaks. */
final class MllpLine implements Line {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String host;
  private final int port;
  private Optional<MllpConnection> connection = Optional.empty();

  MllpLine(String host, int port) {
    this.host = host;
    this.port = port;
  }

  @Override
  public List<String> send(List<DemoMessage> wave) {
    var answers = new ArrayList<String>();
    wave.forEach(message -> answers.add(send(message.bytes())));
    return answers;
  }

  private String send(byte[] message) {
    try {
      if (connection.isEmpty()) {
        connection = Optional.of(new MllpConnection(host, port, PATIENCE));
      }
      return new String(connection.get().exchange(message), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      // The report counts a message without answer; the next one starts on a fresh connection.
      close();
      return "";
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
