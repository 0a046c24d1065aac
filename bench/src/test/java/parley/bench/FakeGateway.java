package parley.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An MLLP listener that answers AA, or drops every n-th message without an answer. */
final class FakeGateway implements AutoCloseable {

  private final ServerSocket server;
  private final int dropEvery;
  private final AtomicInteger received = new AtomicInteger();
  private final List<String> controlIds = Collections.synchronizedList(new ArrayList<>());

  /**
   * Listens.
   *
   * @param dropEvery the connection is closed unanswered at every message of this number; 0 never
   */
  FakeGateway(int dropEvery) throws IOException {
    this.dropEvery = dropEvery;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::listen);
  }

  int port() {
    return server.getLocalPort();
  }

  /** MSH-10 of everything received, resends included. */
  List<String> controlIds() {
    return List.copyOf(controlIds);
  }

  private void listen() {
    try {
      while (true) {
        var socket = server.accept();
        daemon(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = socket.getInputStream();
      while (in.read() == 0x0b) {
        var bytes = new ByteArrayOutputStream();
        for (var next = in.read(); next >= 0 && next != 0x1c; next = in.read()) {
          bytes.write(next);
        }
        in.read();
        var controlId = bytes.toString(StandardCharsets.UTF_8).split("\\|", -1)[9];
        controlIds.add(controlId);
        if (dropEvery > 0 && received.incrementAndGet() % dropEvery == 0) {
          return;
        }
        var answer = "\u000bMSH|^~\\&\rMSA|AA|" + controlId + "\r\u001c\r";
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException closed) {
      // The driver has gone.
    }
  }

  private static void daemon(Runnable task) {
    var thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
