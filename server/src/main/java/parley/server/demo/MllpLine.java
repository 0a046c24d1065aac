package parley.server.demo;

import java.util.ArrayList;
import java.util.List;

/** Sends over one MLLP connection, opened again when it breaks. */
final class MllpLine implements Line {

  private final LastingConnection connection;

  MllpLine(String host, int port) {
    this.connection = new LastingConnection(host, port);
  }

  @Override
  public List<String> send(List<DemoMessage> wave) {
    var answers = new ArrayList<String>();
    // The report counts a message without answer; the next one starts on a fresh connection.
    wave.forEach(message -> answers.add(connection.exchange(message.bytes()).orElse("")));
    return answers;
  }

  @Override
  public void close() {
    connection.close();
  }
}
