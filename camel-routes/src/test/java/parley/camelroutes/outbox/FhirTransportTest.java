package parley.camelroutes.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.camelroutes.outbox.OutboxEntry.State;

/** HTTP and folders: what a receiver's answer means, and what is sent. */
class FhirTransportTest {

  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

  private final FhirTransport transport =
      new FhirTransport(
          HttpClient.newHttpClient(), Duration.ofSeconds(5), Clock.fixed(NOW, ZoneOffset.UTC));
  private HttpServer server;
  private Map<String, String> seen = Map.of();
  private int status = 200;
  private String body = "";
  private String retryAfter = "";
  private boolean stalls;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void sendsIdsHeadersAndBytes() {
    assertThat(send()).isInstanceOf(Transmission.Sent.class);
    assertThat(seen)
        .containsEntry("X-request-id", "id-1")
        .containsEntry("X-correlation-id", "correlation-1")
        .containsEntry("Nhsd-target-identifier", "dGVzdA==")
        .containsEntry("Content-type", "application/fhir+json")
        .containsEntry("body", "{}");
  }

  @ParameterizedTest
  @CsvSource({
    "200, Sent",
    "202, Sent",
    "301, TryAgain",
    "400, Refused",
    "401, TryAgain",
    "403, TryAgain",
    "404, TryAgain",
    "410, Refused",
    "408, TryAgain",
    "409, Refused",
    "422, Refused",
    "425, TryAgain",
    "429, TryAgain",
    "500, Objected",
    "501, Objected",
    "502, TryAgain",
    "503, TryAgain",
    "504, TryAgain",
    "505, TryAgain",
    "507, TryAgain",
    "511, TryAgain",
    "599, TryAgain"
  })
  void statusCodes(int code, String result) {
    status = code;
    assertThat(send().getClass().getSimpleName()).isEqualTo(result);
  }

  @Test
  @Timeout(60)
  void anAnswerThatStallsIsNotWaitedForForEver() {
    stalls = true;
    body = "an answer that never ends";
    assertThat(send()).isInstanceOf(Transmission.TryAgain.class);
  }

  @Test
  void aDuplicateHasArrived() {
    status = 409;
    body =
        """
        {"resourceType": "OperationOutcome",
         "issue": [{"severity": "error", "code": "duplicate"}]}
        """;
    assertThat(send()).isInstanceOf(Transmission.Sent.class);
    body = body.replace("duplicate", "conflict");
    assertThat(send()).isInstanceOf(Transmission.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({"90, PT1M30S", "'Mon, 23 Nov 2026 09:02:00 GMT', PT2M", "soon, "})
  void waitsAsLongAsTheReceiverAsks(String header, Duration wish) {
    status = 503;
    retryAfter = header;
    assertThat(send())
        .isInstanceOfSatisfying(
            Transmission.TryAgain.class,
            again -> assertThat(again.after()).isEqualTo(Optional.ofNullable(wish)));
  }

  @Test
  void nobodyListening() {
    server.stop(0);
    assertThat(send()).isInstanceOf(Transmission.TryAgain.class);
  }

  @Test
  void aFolderGetsEachMessageOnceAndWhole(@TempDir Path folder) throws IOException {
    var files = new FolderTransport();
    var to = new Destination.Folder("folder", folder.resolve("out"));
    assertThat(files.send(entry(), to)).isInstanceOf(Transmission.Sent.class);
    assertThat(files.send(entry(), to)).isInstanceOf(Transmission.Sent.class);
    try (var listed = Files.list(folder.resolve("out"))) {
      assertThat(listed)
          .singleElement()
          .satisfies(
              file -> assertThat(file).hasFileName("000000000007-id-1.json").hasContent("{}"));
    }
    Files.writeString(folder.resolve("file"), "x");
    assertThat(files.send(entry(), new Destination.Folder("folder", folder.resolve("file"))))
        .isInstanceOf(Transmission.TryAgain.class);
  }

  private Transmission send() {
    var port = server.getAddress().getPort();
    var url = URI.create("http://127.0.0.1:" + port + "/fhir/$process-message");
    return transport.send(
        entry(), new Destination.Fhir("bars", url, Map.of("NHSD-Target-Identifier", "dGVzdA==")));
  }

  private static OutboxEntry entry() {
    var draft =
        new OutboxDraft(
            "bars",
            "servicerequest-response",
            "",
            "{}".getBytes(StandardCharsets.UTF_8),
            "application/fhir+json",
            "id-1",
            "correlation-1",
            Optional.empty());
    return new OutboxEntry(7, draft, State.WAITING, 1, NOW, NOW, "", "", Optional.empty());
  }

  private void answer(HttpExchange exchange) throws IOException {
    var headers = new java.util.HashMap<String, String>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    headers.put(
        "body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    seen = headers;
    if (!retryAfter.isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", retryAfter);
    }
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    if (stalls) {
      exchange.sendResponseHeaders(status, bytes.length + 1);
      exchange.getResponseBody().write(bytes);
      exchange.getResponseBody().flush();
      return;
    }
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
