package parley.camelroutes.mesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import javax.net.ssl.SSLContext;
import parley.camelroutes.mesh.MeshCalls.Call;

/**
 * The inbox of one mailbox by the MESH API, version 2.0.0. Failures are values. Safe for many
 * threads.
 *
 * <p>Source: NHSDigital/mesh-api-specification, commit 7cfdcc4 of 2026-05-06.
 */
public final class MeshClient {

  private static final Duration HANDSHAKE_EVERY = Duration.ofHours(24);

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
    return new MeshClient(mailbox, MeshCalls.of(mailbox, tls, clock), clock);
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
          int query = next.indexOf('?');
          return query < 0
              ? new MeshAnswer.Failed<>(MeshFailure.of(MeshFailure.Kind.MALFORMED))
              : new MeshAnswer.Done<>(
                  new InboxPage(ids, Optional.of(path("/inbox") + next.substring(query))));
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
      if (answer.given().isEmpty()) {
        spool.discard();
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException("the spool folder of MESH cannot be written", e);
    }
  }

  private MeshAnswer<Download> download(String messageId, Spool spool) {
    var path = path("/inbox/" + MeshCalls.encoded(messageId));
    var first = chunk(path, spool);
    if (first.given().isEmpty()) {
      return failed(first);
    }
    var begun = first.given().get();
    int chunks = begun.last() ? 1 : total(begun.headers());
    if (chunks == 0) {
      return new MeshAnswer.Failed<>(MeshFailure.of(MeshFailure.Kind.MALFORMED));
    }
    for (int number = 2; number <= chunks; number++) {
      var next = chunk(path + "/" + number, spool);
      if (next.given().isEmpty()) {
        return failed(next);
      }
      if (next.given().get().last() != (number == chunks)) {
        return new MeshAnswer.Failed<>(MeshFailure.of(MeshFailure.Kind.MALFORMED));
      }
    }
    return new MeshAnswer.Done<>(
        new Download(messageId, begun.headers(), spool.file(), spool.size()));
  }

  private static MeshAnswer<Download> failed(MeshAnswer<Part> part) {
    return new MeshAnswer.Failed<>(part.why().orElseThrow());
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
    var path = path("/inbox/" + MeshCalls.encoded(messageId) + "/status/acknowledged");
    return calls.repeatable(
        new Call("PUT", path, Map.of(), new byte[0]),
        Set.of(200),
        (status, headers, body) -> new MeshAnswer.Done<>(messageId));
  }

  private String path(String rest) {
    return calls.path(rest);
  }
}
