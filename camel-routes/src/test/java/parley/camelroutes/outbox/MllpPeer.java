package parley.camelroutes.outbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A listening receiver over real sockets, whose answers the test scripts. */
final class MllpPeer implements AutoCloseable {

  private final ServerSocket server;
  private final Function<String, List<String>> script;
  private final List<String> received = new ArrayList<>();
  private final List<Socket> open = new ArrayList<>();
  private int connections;

  /**
   * Listens.
   *
   * @param script message to the answers sent one after the other; {@code close} closes instead, a
   *     number waits so many milliseconds
   */
  MllpPeer(Function<String, List<String>> script) throws IOException {
    this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.script = script;
    var thread = new Thread(this::accept, "peer");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  synchronized List<String> received() {
    return List.copyOf(received);
  }

  synchronized int connections() {
    return connections;
  }

  static String controlId(String message) {
    return message.split("\\|", -1)[9];
  }

  static String ack(String code, String id) {
    return "MSH|^~\\&|PEER|X|PARLEY|RXX|20261123||ACK|P1|P|2.4\rMSA|" + code + '|' + id + '\r';
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        synchronized (this) {
          connections++;
          open.add(socket);
        }
        var thread = new Thread(() -> serve(socket), "peer-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      while (true) {
        var message = new ByteArrayOutputStream();
        int next = socket.getInputStream().read();
        while (next != 0x1c) {
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
        for (var answer : script.apply(text)) {
          if (answer.equals("close")) {
            return;
          }
          if (answer.matches("\\d+")) {
            Thread.sleep(Long.parseLong(answer));
          } else {
            socket.getOutputStream().write(("\u000b" + answer + "\u001c\r").getBytes());
            socket.getOutputStream().flush();
          }
        }
      }
    } catch (IOException gone) {
      // The sender closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    server.close();
    for (var socket : open) {
      socket.close();
    }
  }
}
