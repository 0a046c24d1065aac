package parley.camelroutes.outbox;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import parley.camelroutes.TimedBody;

/**
 * Posts FHIR messages (BaRS {@code $process-message}). X-Request-Id is the stable message id, so a
 * receiver knows a repeat; its 409 with issue code {@code duplicate} says that it has the message.
 */
public final class FhirTransport implements Transport {

  private static final int LARGEST_ANSWER = 1 << 20;

  /**
   * The receiver fails over this message, which time may mend. What else begins with 5 comes from
   * what stands before it, or says that it is busy.
   */
  private static final Set<Integer> OBJECTIONS = Set.of(500, 501);

  /** Of the whole try, beyond the time for the answer: what it may take to connect. */
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /**
   * What a receiver says of this message, and would say again. Any other refusal is about the way
   * to it or our right to use it (a credential that has run out, a proxy that points elsewhere), so
   * it must not cost every message that waits.
   */
  private static final Set<Integer> OF_THE_MESSAGE = Set.of(400, 409, 410, 413, 415, 422);

  private final HttpClient client;
  private final Duration answerTime;
  private final Clock clock;

  /**
   * Posts through a client.
   *
   * @param client follows no redirect: a message goes where the settings say and nowhere else
   * @param answerTime until the answer begins, and for its body; both together no longer than this
   *     and 5 s to connect
   * @param clock to read a Retry-After that names a time
   */
  public FhirTransport(HttpClient client, Duration answerTime, Clock clock) {
    this.client = client;
    this.answerTime = answerTime;
    this.clock = clock;
  }

  /** 5 s to connect, 20 s for the answer. */
  public static FhirTransport usual(Clock clock) {
    var client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    return new FhirTransport(client, Duration.ofSeconds(20), clock);
  }

  @Override
  public boolean carries(Destination destination) {
    return destination instanceof Destination.Fhir;
  }

  @Override
  public Transmission send(OutboxEntry entry, Destination destination) {
    var to = (Destination.Fhir) destination;
    var message = entry.message();
    var request =
        HttpRequest.newBuilder(to.url())
            .timeout(answerTime)
            .header("Content-Type", message.contentType())
            .header("Accept", "application/fhir+json")
            .header("X-Request-Id", message.messageId())
            .POST(HttpRequest.BodyPublishers.ofByteArray(message.bytes()));
    if (!message.correlationId().isEmpty()) {
      request.header("X-Correlation-Id", message.correlationId());
    }
    to.headers().forEach(request::header);
    var end = System.nanoTime() + answerTime.plus(CONNECT).toNanos();
    try {
      var response = client.send(request.build(), BodyHandlers.ofInputStream());
      var body =
          TimedBody.within(left(end), response.body(), stream -> stream.readNBytes(LARGEST_ANSWER));
      return read(response, body);
    } catch (IOException failed) {
      return new Transmission.TryAgain(
          "no connection or no answer: " + failed.getClass().getSimpleName());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return new Transmission.TryAgain("the gateway was stopping");
    }
  }

  /** For a body that comes slowly: the time for an answer, or the rest of that for the try. */
  private Duration left(long end) {
    var left = Duration.ofNanos(Math.max(end - System.nanoTime(), 1_000_000));
    return left.compareTo(answerTime) < 0 ? left : answerTime;
  }

  private Transmission read(HttpResponse<InputStream> response, byte[] body) {
    var status = response.statusCode();
    var answer = Optional.of(body).filter(bytes -> bytes.length > 0);
    if (status / 100 == 2 || (status == 409 && saysDuplicate(body))) {
      var reference = response.headers().firstValue("Location").orElse("");
      return new Transmission.Sent(reference, answer);
    }
    var after = response.headers().firstValue("Retry-After").flatMap(this::retryAfter);
    if (OBJECTIONS.contains(status)) {
      return new Transmission.Objected("HTTP status " + status, after, answer);
    }
    return OF_THE_MESSAGE.contains(status)
        ? new Transmission.Refused("HTTP status " + status, answer)
        : new Transmission.TryAgain("HTTP status " + status, after, answer);
  }

  private static boolean saysDuplicate(byte[] body) {
    var text = new String(body, StandardCharsets.UTF_8).strip();
    var context = FhirContext.forR4Cached();
    var parser = text.startsWith("<") ? context.newXmlParser() : context.newJsonParser();
    try {
      return parser.parseResource(text) instanceof OperationOutcome outcome
          && outcome.getIssue().stream().anyMatch(it -> it.getCode() == IssueType.DUPLICATE);
    } catch (DataFormatException otherwise) {
      return false;
    }
  }

  /** RFC 9110 section 10.2.3: seconds, or a date. */
  private Optional<Duration> retryAfter(String value) {
    try {
      if (value.matches("\\d{1,9}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
      }
      var at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var left = Duration.between(clock.instant(), at);
      return Optional.of(left.isNegative() ? Duration.ZERO : left);
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
