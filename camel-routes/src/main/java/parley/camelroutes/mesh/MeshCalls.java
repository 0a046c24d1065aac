package parley.camelroutes.mesh;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import parley.camelroutes.TimedBody;

/**
 * Makes requests to MESH and tries again those that may be repeated, each try under an
 * authorisation of its own. Safe for many threads.
 */
final class MeshCalls {

  private static final String V2 = "application/vnd.mesh.v2+json";
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int CAUSES = 10;

  /** Nanoseconds for a body whose headers came at the last moment: what is there can be read. */
  private static final long A_MOMENT = 1_000_000;

  private static final int LARGEST_ANSWER = 4 * 1024 * 1024;
  private static final Set<Integer> LATER = Set.of(425, 429, 500, 502, 503, 504);

  /** What another try may mend. */
  static final Set<MeshFailure.Kind> AGAIN =
      Set.of(MeshFailure.Kind.BUSY, MeshFailure.Kind.NO_ANSWER, MeshFailure.Kind.NOT_REACHED);

  private static final Map<Integer, MeshFailure.Kind> KINDS =
      Map.of(
          300, MeshFailure.Kind.AMBIGUOUS,
          403, MeshFailure.Kind.FORBIDDEN,
          404, MeshFailure.Kind.NOT_FOUND,
          410, MeshFailure.Kind.GONE,
          417, MeshFailure.Kind.REFUSED,
          423, MeshFailure.Kind.COMPLETE);

  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    OneAttempt.require();
  }

  private final MeshMailbox mailbox;
  private final HttpClient http;
  private final MeshAuthorization authorization;
  private final Pause pause;

  MeshCalls(MeshMailbox mailbox, HttpClient http, MeshAuthorization authorization, Pause pause) {
    this.mailbox = mailbox;
    this.http = http;
    this.authorization = authorization;
    this.pause = pause;
  }

  /** Calls under certificates of both sides; {@code clock} dates each authorisation. */
  static MeshCalls of(MeshMailbox mailbox, SSLContext tls, Clock clock) {
    var http =
        HttpClient.newBuilder()
            .sslContext(tls)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    var authorization = new MeshAuthorization(clock, () -> UUID.randomUUID().toString());
    return new MeshCalls(mailbox, http, authorization, Pause.sleeping());
  }

  /** Path of something of the mailbox. */
  String path(String rest) {
    return "/messageexchange/" + mailbox.id() + rest;
  }

  /** An id as part of a path or query. */
  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * One request.
   *
   * @param path after the host
   * @param body empty for none
   */
  record Call(String method, String path, Map<String, String> headers, byte[] body) {
    static Call get(String path) {
      return new Call("GET", path, Map.of(), new byte[0]);
    }
  }

  /** Reads the answer to a call that was successful. */
  interface Reader<T> {
    MeshAnswer<T> read(int status, MeshHeaders headers, Body body) throws IOException;
  }

  /**
   * The body of an answer.
   *
   * @param gzip whether its bytes are packed
   */
  record Body(InputStream bytes, boolean gzip) {
    InputStream unpacked() throws IOException {
      return gzip ? new GZIPInputStream(bytes) : bytes;
    }

    JsonNode json() throws IOException {
      return JSON.readTree(unpacked().readNBytes(LARGEST_ANSWER));
    }
  }

  /** Once only: nobody knows what a call did that was not answered. */
  <T> MeshAnswer<T> once(Call call, Set<Integer> good, Reader<T> reader) {
    return attempt(call, good, reader);
  }

  /** Again after no answer, or when MESH is busy. */
  <T> MeshAnswer<T> repeatable(Call call, Set<Integer> good, Reader<T> reader) {
    var wait = mailbox.limits().firstPause();
    var answer = attempt(call, good, reader);
    for (int retry = 0; retry < mailbox.limits().retries() && again(answer); retry++) {
      if (!waited(wait)) {
        return answer;
      }
      wait = wait.multipliedBy(2);
      answer = attempt(call, good, reader);
    }
    return answer;
  }

  private static boolean again(MeshAnswer<?> answer) {
    return answer.why().map(MeshFailure::kind).filter(AGAIN::contains).isPresent();
  }

  private boolean waited(Duration time) {
    try {
      pause.of(time);
      return true;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private <T> MeshAnswer<T> attempt(Call call, Set<Integer> good, Reader<T> reader) {
    var end = System.nanoTime() + mailbox.limits().timeout().toNanos();
    try {
      var response = http.send(request(call), HttpResponse.BodyHandlers.ofInputStream());
      return read(response, end, good, reader);
    } catch (JsonProcessingException notJson) {
      return new MeshAnswer.Failed<>(MeshFailure.of(MeshFailure.Kind.MALFORMED));
    } catch (IOException lost) {
      return new MeshAnswer.Failed<>(
          MeshFailure.of(
              unreached(lost) ? MeshFailure.Kind.NOT_REACHED : MeshFailure.Kind.NO_ANSWER));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return new MeshAnswer.Failed<>(MeshFailure.of(MeshFailure.Kind.NO_ANSWER));
    }
  }

  /** Whether there was no connection, so that nothing can have been sent. */
  private static boolean unreached(Throwable lost) {
    return Stream.iterate(lost, cause -> cause != null, Throwable::getCause)
        .limit(CAUSES)
        .anyMatch(
            cause ->
                cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof SSLHandshakeException);
  }

  private HttpRequest request(Call call) {
    var request =
        HttpRequest.newBuilder(URI.create(mailbox.service() + call.path()))
            .timeout(mailbox.limits().timeout())
            .header("Authorization", authorization.header(mailbox))
            .header("Accept", V2)
            .header("Accept-Encoding", "gzip");
    call.headers().forEach(request::header);
    return request
        .method(
            call.method(),
            call.body().length == 0
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(call.body()))
        .build();
  }

  private <T> MeshAnswer<T> read(
      HttpResponse<InputStream> response, long end, Set<Integer> good, Reader<T> reader)
      throws IOException {
    return TimedBody.within(
        Duration.ofNanos(Math.max(end - System.nanoTime(), A_MOMENT)),
        response.body(),
        stream -> {
          var body = new Body(stream, packed(response));
          return good.contains(response.statusCode())
              ? reader.read(response.statusCode(), MeshHeaders.of(response.headers()), body)
              : MeshCalls.<T>failure(response.statusCode(), body);
        });
  }

  private static boolean packed(HttpResponse<?> response) {
    return response.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip");
  }

  private static <T> MeshAnswer<T> failure(int status, Body body) throws IOException {
    var kind =
        LATER.contains(status)
            ? MeshFailure.Kind.BUSY
            : KINDS.getOrDefault(status, MeshFailure.Kind.UNEXPECTED);
    var code = kind == MeshFailure.Kind.REFUSED ? code(errors(body)) : "";
    return new MeshAnswer.Failed<>(new MeshFailure(kind, status, code));
  }

  private static JsonNode errors(Body body) throws IOException {
    try {
      return body.json();
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }

  /** Version 2 has a list of details, version 1 one error. */
  private static String code(JsonNode error) {
    var code = error.path("detail").path(0).path("code").asText(error.path("errorCode").asText());
    return code.matches("[0-9A-Za-z]{1,10}") ? code : "";
  }
}
