package parley.camelroutes.mesh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import parley.camelroutes.mesh.MeshCalls.Call;

/**
 * The outbox of one mailbox by the MESH API, version 2.0.0: sending, and tracking what was sent.
 * Failures are values. Safe for many threads.
 */
public final class MeshPost {

  private final MeshMailbox mailbox;
  private final MeshCalls calls;

  MeshPost(MeshMailbox mailbox, MeshCalls calls) {
    this.mailbox = mailbox;
    this.calls = calls;
  }

  /** Connects to a mailbox as {@link MeshClient#of} does. */
  public static MeshPost of(MeshMailbox mailbox, SSLContext tls, Clock clock) {
    return new MeshPost(mailbox, MeshCalls.of(mailbox, tls, clock));
  }

  /** In so many requests a message goes. */
  int chunks(Outgoing message) {
    return message.chunks(mailbox.limits().chunkBytes());
  }

  /**
   * Sends a message, or the first chunk of it, once. After no answer nobody knows whether MESH has
   * it: ask {@link #track} before it is sent again.
   *
   * @return MESH's id of the message
   */
  public MeshAnswer<String> sendFirst(Outgoing message) {
    return calls.once(
        new Call("POST", calls.path("/outbox"), headers(message), packed(message, 1)),
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
    if (!message.label().isEmpty()) {
      headers.put("Mex-Subject", message.label());
      headers.put("Mex-FileName", message.label() + ".dat");
    }
    headers.put("Content-Type", message.contentType());
    headers.put("Content-Encoding", "gzip");
    int chunks = chunks(message);
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
    var range = number + ":" + chunks(message);
    var headers =
        Map.of(
            "Mex-Chunk-Range",
            range,
            "Content-Type",
            message.contentType(),
            "Content-Encoding",
            "gzip");
    var path = calls.path("/outbox/" + MeshCalls.encoded(messageId) + "/" + number);
    return calls.repeatable(
        new Call("POST", path, headers, packed(message, number)),
        Set.of(200, 202, 423),
        (status, answered, body) -> new MeshAnswer.Done<>(number));
  }

  /** What became of the message that was sent under a local id; 300 when two were. */
  public MeshAnswer<Tracking> track(String localId) {
    return calls.repeatable(
        Call.get(calls.path("/outbox/tracking/" + MeshCalls.encoded(localId))),
        Set.of(200),
        (status, headers, body) -> TrackingReader.read(body.json()));
  }

  /** The same by MESH's id; not to be asked often. */
  public MeshAnswer<Tracking> trackMessage(String messageId) {
    return calls.repeatable(
        Call.get(calls.path("/outbox/tracking?messageID=" + MeshCalls.encoded(messageId))),
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
}
