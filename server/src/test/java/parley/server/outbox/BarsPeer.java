package parley.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import parley.server.Http;
import parley.server.bars.BarsMessages;

/** A sender of BaRS referrals: posts them, and listens for the answers by HTTP. */
public final class BarsPeer implements AutoCloseable {

  /** The service that it is, as the settings give it. */
  public static final String TARGET =
      "eyJzeXN0ZW0iOiJodHRwczovL2ZoaXIubmhzLnVrL0lkL2Rvcy1zZXJ2aWNlLWlkIiwidmFsdWUiOiIyMDAwMDg4ODg4In0=";

  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger busy = new AtomicInteger();

  /** A request as it came. */
  record Call(String method, String path, Headers headers, String body) {
    String header(String name) {
      return String.valueOf(headers.getFirst(name));
    }
  }

  public BarsPeer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/fhir/$process-message";
  }

  /** The next requests are answered with 503. */
  void busy(int times) {
    busy.set(times);
  }

  /** Posts a referral; its correlation id, by which the answer is found. */
  String refer(Http gateway, String body) {
    var correlation = UUID.randomUUID().toString();
    var answer =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri("/fhir/$process-message"))
                .header("Content-Type", "application/fhir+json")
                .header("X-Request-Id", UUID.randomUUID().toString())
                .header("X-Correlation-Id", correlation)
                .header("NHSD-Target-Identifier", BarsMessages.target())
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return correlation;
  }

  List<Call> calls(String correlation) {
    return calls.stream().filter(it -> correlation.equals(it.header("X-Correlation-Id"))).toList();
  }

  List<Call> await(String correlation, int count) {
    var end = Instant.now().plus(Duration.ofSeconds(60));
    while (calls(correlation).size() < count) {
      assertThat(Instant.now()).as("a minute is over").isBefore(end);
      LockSupport.parkNanos(20_000_000);
    }
    return calls(correlation);
  }

  private void handle(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    calls.add(
        new Call(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders(),
            body));
    exchange.sendResponseHeaders(busy.getAndUpdate(it -> Math.max(0, it - 1)) > 0 ? 503 : 200, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
