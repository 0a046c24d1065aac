package parley.server.outbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A clinic's system: sends a message over MLLP, and listens for the answers with AA. */
public final class ListeningPeer implements AutoCloseable {

  private final ServerSocket server;
  private final List<String> received = new ArrayList<>();
  private volatile String verdict = "AA";

  /** Listens on a free port. */
  public ListeningPeer() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    var thread = new Thread(this::accept, "clinic");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return server.getLocalPort();
  }

  void answers(String code) {
    verdict = code;
  }

  /** What arrived, segment by segment on lines. */
  synchronized List<String> received() {
    return List.copyOf(received);
  }

  /** Sends one message to an MLLP port; the answer. */
  static String send(int port, String message) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      write(socket, message.replace('\n', '\r'));
      return read(socket);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        var thread = new Thread(() -> serve(socket), "clinic-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      for (var message = read(socket); !message.isEmpty(); message = read(socket)) {
        synchronized (this) {
          received.add(message);
        }
        var id = message.split("\\|", -1)[9];
        write(
            socket,
            "MSH|^~\\&|TESTGP|Y99999|PARLEY|RXX|20261123||ACK|A1|P|2.4\rMSA|%s|%s\r"
                .formatted(verdict, id));
      }
    } catch (IOException gone) {
      // The gateway closed the connection.
    }
  }

  private static void write(Socket socket, String message) throws IOException {
    socket
        .getOutputStream()
        .write(("\u000b" + message + "\u001c\r").getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** The next frame, empty at the end of the connection. */
  private static String read(Socket socket) throws IOException {
    var message = new ByteArrayOutputStream();
    for (int next = socket.getInputStream().read(); next >= 0 && next != 0x1c; ) {
      if (next != 0x0b && !(next == '\r' && message.size() == 0)) {
        message.write(next);
      }
      next = socket.getInputStream().read();
    }
    return message.toString(StandardCharsets.UTF_8).replace('\r', '\n');
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
