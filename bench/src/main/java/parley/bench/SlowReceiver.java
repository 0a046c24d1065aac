package parley.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A subscriber that thinks before it answers: at once to a handshake, after a while to an event.
 */
final class SlowReceiver implements AutoCloseable {

  private final Duration thinks;
  private final AtomicLong events = new AtomicLong();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  SlowReceiver(Duration thinks) throws IOException {
    this.thinks = thinks;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** Events answered so far. */
  long events() {
    return events.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    if ("event".equals(exchange.getRequestHeaders().getFirst("Parley-Notification"))) {
      try {
        Thread.sleep(thinks.toMillis());
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
      events.incrementAndGet();
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
