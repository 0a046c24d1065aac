package parley.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A clinic's system that listens for answers and takes its time over each. */
final class AnswerPeer implements AutoCloseable {

  private final ServerSocket server;
  private final long millis;
  private final List<String> received = new ArrayList<>();

  /**
   * Listens.
   *
   * @param millis time over each message before its acknowledgement
   */
  AnswerPeer(int port, long millis) throws IOException {
    this.server = new ServerSocket(port, 10, InetAddress.getLoopbackAddress());
    this.millis = millis;
    var thread = new Thread(this::accept, "clinic");
    thread.setDaemon(true);
    thread.start();
  }

  synchronized List<String> received() {
    return List.copyOf(received);
  }

  static String controlId(String message) {
    return message.split("\\|", -1)[9];
  }

  private void accept() {
    while (!server.isClosed()) {
      try (var socket = server.accept()) {
        serve(socket); // one connection at a time, as many a receiver
      } catch (IOException gone) {
        // The gateway closed the connection, or was killed.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void serve(Socket socket) throws IOException, InterruptedException {
    while (true) {
      var message = new ByteArrayOutputStream();
      for (int next = socket.getInputStream().read(); next != 0x1c; ) {
        if (next < 0) {
          return;
        }
        if (next != 0x0b && !(next == '\r' && message.size() == 0)) {
          message.write(next);
        }
        next = socket.getInputStream().read();
      }
      var text = message.toString(StandardCharsets.UTF_8);
      synchronized (this) {
        received.add(text);
      }
      Thread.sleep(millis);
      var answer =
          "\u000bMSH|^~\\&|TESTGP|Y99999|PARLEY|RXX|20261123||ACK|A|P|2.4\rMSA|AA|%s\r\u001c\r"
              .formatted(controlId(text));
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
