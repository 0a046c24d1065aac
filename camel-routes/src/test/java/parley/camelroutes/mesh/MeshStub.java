package parley.camelroutes.mesh;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;

/**
 * A small MESH in this process that keeps the rules of the real one as far as they are known: a
 * token is good once and for two hours, a mailbox is to be validated every 24 hours, an
 * acknowledged message cannot be fetched again, and a receiver or workflow may be refused. It can
 * lose answers, be busy, and break off.
 */
public final class MeshStub implements AutoCloseable {

  public static final String MAILBOX = "X26PARLEY";
  public static final String PASSWORD = "mailbox-password";
  public static final String KEY = "shared-key";

  /** A mailbox that nobody has registered. */
  public static final String UNREGISTERED = "X26NOBODY";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Clock clock;
  final StubDoor door;
  final Map<String, StubMessage> messages = new java.util.LinkedHashMap<>();
  private final Map<String, Instant> validated = new HashMap<>();
  private final List<String> requests = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private int serial;
  private int pageSize = 500;

  /** What goes wrong with a request. */
  public enum Trouble {
    /** Nothing does. */
    NONE,
    /** It is not looked at, and answered 503. */
    BUSY,
    /** It is done, and the connection closed instead of an answer. */
    LOST_ANSWER,
    /** It is not done, and the connection closed. */
    LOST_REQUEST,
    /** It is done, and the answer breaks off half-way. */
    BROKEN_BODY
  }

  private record Fault(Predicate<String> where, Trouble trouble) {}

  /** Without TLS, on the time of this machine. */
  public MeshStub() {
    this(Clock.systemUTC());
  }

  public MeshStub(Clock clock) {
    this(plain(), clock);
  }

  /** With TLS that wants a certificate of the client. */
  public MeshStub(SSLContext tls) {
    this(secure(tls), Clock.systemUTC());
  }

  private MeshStub(HttpServer server, Clock clock) {
    this.server = server;
    this.clock = clock;
    this.door = new StubDoor(PASSWORD, KEY, clock);
    server.setExecutor(threads);
    server.createContext("/messageexchange/", this::handle);
    server.start();
  }

  private static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static HttpServer plain() {
    try {
      return HttpServer.create(address(), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpServer secure(SSLContext tls) {
    try {
      var server = HttpsServer.create(address(), 0);
      server.setHttpsConfigurator(
          new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
              var wanted = tls.getDefaultSSLParameters();
              wanted.setNeedClientAuth(true);
              parameters.setSSLParameters(wanted);
            }
          });
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public URI uri() {
    var scheme = server instanceof HttpsServer ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Puts a message into the mailbox of the tests, in one chunk or several. */
  public synchronized String deliver(Map<String, String> headers, boolean gzip, byte[]... chunks) {
    var message = new StubMessage(nextId());
    message.headers.put("Mex-From", "X26SENDER");
    message.headers.put("Mex-To", MAILBOX);
    message.headers.put("Mex-WorkflowID", "TEST_WORKFLOW");
    message.headers.putAll(headers);
    message.gzip = gzip;
    message.chunksExpected = chunks.length;
    for (var chunk : chunks) {
      message.chunks.add(gzip ? StubMessage.packed(chunk) : chunk);
    }
    messages.put(message.id, message);
    return message.id;
  }

  public String deliver(byte[] bytes) {
    return deliver(Map.of(), false, bytes);
  }

  /** Puts a report into the mailbox that a sent message was not delivered. */
  public synchronized String report(StubMessage sent, String code) {
    sent.failure = code;
    return deliver(
        Map.of(
            "Mex-MessageType",
            "REPORT",
            "Mex-LinkedMsgID",
            sent.id,
            "Mex-LocalID",
            sent.header("Mex-LocalID"),
            "Mex-StatusCode",
            code,
            "Mex-StatusSuccess",
            "ERROR",
            "Mex-StatusEvent",
            "SEND",
            "Mex-StatusDescription",
            "in words of the service"),
        false,
        new byte[0]);
  }

  /** The messages that were sent to a mailbox whole. */
  public synchronized List<StubMessage> sentTo(String mailbox) {
    return messages.values().stream()
        .filter(message -> message.header("Mex-To").equals(mailbox) && message.complete())
        .toList();
  }

  /** Whether the mailbox of the tests has been told that it may forget a message. */
  public synchronized boolean acknowledged(String id) {
    return messages.get(id).acknowledged;
  }

  /** The receiver fetches a message that was sent. */
  public synchronized void fetched(String id) {
    messages.get(id).acknowledged = true;
  }

  public synchronized void expire(String id) {
    messages.get(id).gone = true;
  }

  /** A second one of the same local id, as if it had been sent twice. */
  public synchronized void duplicate(String id) {
    var first = messages.get(id);
    var second = new StubMessage(nextId());
    second.headers.putAll(first.headers);
    second.chunks.addAll(first.chunks);
    second.gzip = first.gzip;
    messages.put(second.id, second);
  }

  /** Everything that was ever sent. */
  public synchronized void forget() {
    messages.clear();
  }

  public synchronized void pageSize(int size) {
    pageSize = size;
  }

  int pageSize() {
    return pageSize;
  }

  /** So many next requests that begin so meet with trouble, such as {@code "GET /inbox/"}. */
  public synchronized void trouble(String begin, Trouble trouble, int times) {
    IntStream.range(0, times)
        .forEach(one -> faults.add(new Fault(line -> line.startsWith(begin), trouble)));
  }

  /** Method and path after the mailbox, in the order received. */
  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  public synchronized long requests(String begin) {
    return requests.stream().filter(line -> line.startsWith(begin)).count();
  }

  /** Authorisations that came more than once. */
  public int reusedTokens() {
    return door.reused();
  }

  String nextId() {
    serial++;
    return "20261122120000%06d_PARLEY".formatted(serial);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      handleLocked(exchange);
    }
  }

  private synchronized void handleLocked(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getRawPath().substring("/messageexchange/".length());
    int slash = path.indexOf('/');
    var mailbox = slash < 0 ? path : path.substring(0, slash);
    var rest = slash < 0 ? "" : path.substring(slash);
    var line = exchange.getRequestMethod() + ' ' + rest;
    requests.add(line);
    var body = exchange.getRequestBody().readAllBytes();
    // A token is used up whatever becomes of its request.
    var token = exchange.getRequestHeaders().getFirst("Authorization");
    boolean admitted = token != null && door.admits(mailbox, token) && mailbox.equals(MAILBOX);
    var trouble = nextTrouble(line);
    if (trouble == Trouble.LOST_REQUEST) {
      return;
    }
    var answer =
        trouble == Trouble.BUSY
            ? StubAnswer.status(503)
            : admitted ? answer(exchange, mailbox, line, body) : StubAnswer.status(403);
    if (trouble != Trouble.LOST_ANSWER) {
      answer.write(exchange, trouble == Trouble.BROKEN_BODY);
    }
  }

  private Trouble nextTrouble(String line) {
    var fault = faults.stream().filter(one -> one.where().test(line)).findFirst();
    fault.ifPresent(faults::remove);
    return fault.map(Fault::trouble).orElse(Trouble.NONE);
  }

  private StubAnswer answer(HttpExchange exchange, String mailbox, String line, byte[] body) {
    if (line.equals("POST ")) {
      validated.put(mailbox, clock.instant());
      return StubAnswer.status(200);
    }
    var last = validated.getOrDefault(mailbox, Instant.EPOCH);
    if (last.isBefore(clock.instant().minus(Duration.ofHours(24)))) {
      return StubAnswer.status(403);
    }
    return new StubDesk(this, mailbox).answer(exchange, line, body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
