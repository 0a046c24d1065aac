package parley.server.subscription;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;

/** Somebody who subscribes: an HTTP server of its own that can go down and come back. */
final class Receiver implements AutoCloseable {

  private final int port;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile ToIntFunction<Call> answer = call -> 200;
  private volatile String location = "";
  private HttpServer server;

  /** A call as it came. */
  record Call(
      String method,
      String path,
      String kind,
      String id,
      String number,
      String signature,
      String contentType,
      String extra,
      String body) {

    boolean isEvent() {
      return kind.equals("event");
    }
  }

  Receiver(int port) {
    this.port = port;
    up();
  }

  void up() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::handle);
    server.start();
  }

  void down() {
    server.stop(0);
  }

  void answer(ToIntFunction<Call> how) {
    this.answer = how;
  }

  void redirectTo(String url) {
    this.location = url;
    this.answer = call -> 307;
  }

  String url(String path) {
    return "http://localhost:" + port + path;
  }

  /** Calls for a path and what is below it, in the order they came. */
  List<Call> calls(String path) {
    return calls.stream().filter(call -> call.path().startsWith(path)).toList();
  }

  List<Call> events(String path) {
    return calls(path).stream().filter(Call::isEvent).toList();
  }

  List<Call> awaitEvents(String path, int count) {
    var end = Instant.now().plus(Duration.ofSeconds(60));
    while (events(path).size() < count && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(50_000_000);
    }
    return events(path);
  }

  private void handle(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var call =
        new Call(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            header(headers.getFirst("Parley-Notification")),
            header(headers.getFirst("Parley-Notification-Id")),
            header(headers.getFirst("Parley-Event-Number")),
            header(headers.getFirst("Parley-Signature")),
            header(headers.getFirst("Content-Type")),
            header(headers.getFirst("X-Ward")),
            body);
    calls.add(call);
    if (!location.isEmpty()) {
      exchange.getResponseHeaders().add("Location", location);
    }
    exchange.sendResponseHeaders(answer.applyAsInt(call), -1);
    exchange.close();
  }

  private static String header(String value) {
    return value == null ? "" : value;
  }

  @Override
  public void close() {
    down();
  }
}
