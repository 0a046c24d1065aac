package parley.camelroutes.mesh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import javax.net.ssl.SSLContext;
import parley.camelroutes.mesh.MeshCalls.Call;

/**
 * The MESH API, version 2.0.0, for one mailbox. Failures are values. Safe for many threads.
 *
 * <p>Source: NHSDigital/mesh-api-specification, commit 7cfdcc4 of 2026-05-06.
 */
public final class MeshClient {

  private static final Duration HANDSHAKE_EVERY = Duration.ofHours(24);
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final MeshMailbox mailbox;
  private final MeshCalls calls;
  private final Clock clock;
  private Instant handshaken = Instant.MIN;

  MeshClient(MeshMailbox mailbox, MeshCalls calls, Clock clock) {
    this.mailbox = mailbox;
    this.calls = calls;
    this.clock = clock;
  }

  /**
   * Connects to a mailbox; nothing is sent yet.
   *
   * @param tls certificates of both sides
   * @param clock dates each authorisation
   */
  public static MeshClient of(MeshMailbox mailbox, SSLContext tls, Clock clock) {
    var http =
        HttpClient.newBuilder()
            .sslContext(tls)
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    var authorization = new MeshAuthorization(clock, () -> UUID.randomUUID().toString());
    return new MeshClient(
        mailbox, new MeshCalls(mailbox, http, authorization, Pause.sleeping()), clock);
  }

  /** The mailbox. */
  public MeshMailbox mailbox() {
    return mailbox;
  }

  /**
   * Tells MESH that the mailbox is in use, at most once in 24 hours, however often it is called.
   *
   * @return whether MESH had to be asked
   */
  public synchronized MeshAnswer<Boolean> handshake() {
    var now = clock.instant();
    if (now.isBefore(handshaken.equals(Instant.MIN) ? now : handshaken.plus(HANDSHAKE_EVERY))) {
      return new MeshAnswer.Done<>(false);
    }
    var headers =
        Map.of(
            "mex-ClientVersion",
            "Parley",
            "mex-OSName",
            System.getProperty("os.name", "unknown"),
            "mex-OSVersion",
            System.getProperty("os.version", "unknown"));
    var call = new Call("POST", path(""), headers, new byte[0]);
    return calls.<Boolean>repeatable(
        call,
        Set.of(200),
        (status, answered, body) -> {
          handshaken = now;
          return new MeshAnswer.Done<>(true);
        });
  }

  /** The first page of the inbox. */
  public MeshAnswer<InboxPage> inbox() {
    return page(path("/inbox"));
  }

  /** The page after one that was read; only for a page that has one. */
  public MeshAnswer<InboxPage> after(InboxPage page) {
    return page(page.next().orElseThrow());
  }

  private MeshAnswer<InboxPage> page(String path) {
    return calls.repeatable(
        Call.get(path),
        Set.of(200),
        (status, headers, body) -> {
          var json = body.json();
          var ids = new ArrayList<String>();
          json.path("messages").forEach(id -> ids.add(id.asText()));
          var next = json.path("links").path("next").asText("");
          if (next.isEmpty() || ids.isEmpty()) {
            return new MeshAnswer.Done<>(new InboxPage(ids, Optional.empty()));
          }
          // Credentials go nowhere but to this inbox, whatever an answer says.
          var inbox = path("/inbox?").toLowerCase(Locale.ROOT);
          return next.toLowerCase(Locale.ROOT).startsWith(inbox)
              ? new MeshAnswer.Done<>(new InboxPage(ids, Optional.of(next)))
              : new MeshAnswer.Failed<>(MeshFailure.of(MeshFailure.Kind.MALFORMED));
        });
  }

  /** How many messages wait. */
  public MeshAnswer<Integer> count() {
    return calls.repeatable(
        Call.get(path("/count")),
        Set.of(200),
        (status, headers, body) -> {
          var count = body.json().path("count");
          return count.canConvertToInt()
              ? new MeshAnswer.Done<>(count.asInt())
              : new MeshAnswer.Failed<>(MeshFailure.of(MeshFailure.Kind.MALFORMED));
        });
  }

  /** Fetches a message, all its chunks, into a file. It stays in the inbox. */
  public MeshAnswer<Download> download(String messageId) {
    try (var spool = Spool.in(mailbox.limits().spool(), mailbox.limits().largestBytes())) {
      var answer = download(messageId, spool);
      if (answer.value().isEmpty()) {
        spool.discard();
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException("the spool folder of MESH cannot be written", e);
    }
  }

  private MeshAnswer<Download> download(String messageId, Spool spool) {
    var path = path("/inbox/" + encoded(messageId));
    var first = chunk(path, spool);
    if (first.value().isEmpty()) {
      return failed(first);
    }
    var begun = first.value().get();
    int chunks = begun.last() ? 1 : total(begun.headers());
    if (chunks == 0) {
      return new MeshAnswer.Failed<>(MeshFailure.of(MeshFailure.Kind.MALFORMED));
    }
    for (int number = 2; number <= chunks; number++) {
      var next = chunk(path + "/" + number, spool);
      if (next.value().isEmpty()) {
        return failed(next);
      }
      if (next.value().get().last() != (number == chunks)) {
        return new MeshAnswer.Failed<>(MeshFailure.of(MeshFailure.Kind.MALFORMED));
      }
    }
    return new MeshAnswer.Done<>(
        new Download(messageId, begun.headers(), spool.file(), spool.size()));
  }

  private static MeshAnswer<Download> failed(MeshAnswer<Part> part) {
    return new MeshAnswer.Failed<>(part.failure().orElseThrow());
  }

  /** 0 when the headers do not say it of a first chunk. */
  private static int total(MeshHeaders headers) {
    return ChunkRange.read(headers)
        .filter(range -> range.number() == 1 && range.of() > 1)
        .map(ChunkRange::of)
        .orElse(0);
  }

  /** One answer to a download. */
  private record Part(boolean last, MeshHeaders headers) {}

  private MeshAnswer<Part> chunk(String path, Spool spool) {
    return calls.repeatable(
        Call.get(path),
        Set.of(200, 206),
        (status, headers, body) -> {
          try {
            return spool.write(body)
                ? new MeshAnswer.Done<>(new Part(status == 200, headers))
                : new MeshAnswer.Failed<>(MeshFailure.of(MeshFailure.Kind.TOO_LARGE));
          } catch (ZipException notPacked) {
            return new MeshAnswer.Failed<>(MeshFailure.of(MeshFailure.Kind.MALFORMED));
          }
        });
  }

  /** Closes a message for good: it can never be fetched again. */
  public MeshAnswer<String> acknowledge(String messageId) {
    var path = path("/inbox/" + encoded(messageId) + "/status/acknowledged");
    return calls.repeatable(
        new Call("PUT", path, Map.of(), new byte[0]),
        Set.of(200),
        (status, headers, body) -> new MeshAnswer.Done<>(messageId));
  }

  /**
   * Sends a message, or the first chunk of it, once. After no answer nobody knows whether MESH has
   * it: ask {@link #track} before it is sent again.
   *
   * @return MESH's id of the message
   */
  public MeshAnswer<String> sendFirst(Outgoing message) {
    return calls.once(
        new Call("POST", path("/outbox"), headers(message), packed(message, 1)),
        Set.of(200, 202),
        (status, answered, body) -> {
          var json = body.json();
          var id = json.path("message_id").asText(json.path("messageID").asText());
          return id.isEmpty()
              ? new MeshAnswer.Failed<>(MeshFailure.of(MeshFailure.Kind.NO_ANSWER))
              : new MeshAnswer.Done<>(id);
        });
  }

  private Map<String, String> headers(Outgoing message) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Mex-From", mailbox.id());
    headers.put("Mex-To", message.to());
    headers.put("Mex-WorkflowID", message.workflow());
    headers.put("Mex-LocalID", message.localId());
    headers.put("Content-Type", message.contentType());
    headers.put("Content-Encoding", "gzip");
    int chunks = message.chunks(mailbox.limits().chunkBytes());
    if (chunks > 1) {
      headers.put("Mex-Chunk-Range", "1:" + chunks);
    }
    return headers;
  }

  /**
   * Sends a further chunk. May be repeated; one that MESH does not want because it has all counts
   * as sent.
   *
   * @param number from 2
   */
  public MeshAnswer<Integer> sendChunk(Outgoing message, String messageId, int number) {
    var range = number + ":" + message.chunks(mailbox.limits().chunkBytes());
    var headers =
        Map.of(
            "Mex-Chunk-Range",
            range,
            "Content-Type",
            message.contentType(),
            "Content-Encoding",
            "gzip");
    var path = path("/outbox/" + encoded(messageId) + "/" + number);
    return calls.repeatable(
        new Call("POST", path, headers, packed(message, number)),
        Set.of(200, 202, 423),
        (status, answered, body) -> new MeshAnswer.Done<>(number));
  }

  /** What became of the message that was sent under a local id; 300 when two were. */
  public MeshAnswer<Tracking> track(String localId) {
    return calls.repeatable(
        Call.get(path("/outbox/tracking/" + encoded(localId))),
        Set.of(200),
        (status, headers, body) -> TrackingReader.read(body.json()));
  }

  /** The same by MESH's id; not to be asked often. */
  public MeshAnswer<Tracking> trackMessage(String messageId) {
    return calls.repeatable(
        Call.get(path("/outbox/tracking?messageID=" + encoded(messageId))),
        Set.of(200),
        (status, headers, body) -> TrackingReader.read(body.json()));
  }

  /** Chunks are cut from what is not packed, and each is packed by itself. */
  private byte[] packed(Outgoing message, int number) {
    int size = mailbox.limits().chunkBytes();
    int from = (number - 1) * size;
    int length = Math.min(size, message.body().length - from);
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(message.body(), from, length);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written", e);
    }
    return packed.toByteArray();
  }

  private String path(String rest) {
    return "/messageexchange/" + mailbox.id() + rest;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
