package parley.camelroutes.mesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import parley.camelroutes.StoreUnavailable;

/** What is kept of MESH over maps, with the promises of the ports, and crashes on demand. */
final class InMemoryMesh implements MeshJournal, MeshReports, MeshSendings {

  static final class Row {
    final MeshHeaders headers;
    final byte[] body;
    MeshJournal.State state;
    boolean acknowledged;
    String reason = "";
    int messages;

    Row(MeshHeaders headers, byte[] body, MeshJournal.State state) {
      this.headers = headers;
      this.body = body;
      this.state = state;
    }
  }

  final Map<String, Row> rows = new LinkedHashMap<>();
  final List<Report> reports = new ArrayList<>();
  final Map<String, Sending> sendings = new LinkedHashMap<>();
  final Map<String, MeshSendings.State> ends = new LinkedHashMap<>();
  boolean locked;
  boolean crashAfterKeep;
  boolean crashAfterPosting;
  boolean away;
  Runnable afterChunk = () -> {};
  Runnable afterAccepted = () -> {};

  /** The process ends here, as far as the caller can tell. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public Optional<Lock> lock(String mailbox) {
    if (locked) {
      return Optional.empty();
    }
    locked = true;
    return Optional.of(() -> locked = false);
  }

  @Override
  public boolean holds(String messageId) {
    return rows.containsKey(messageId) && rows.get(messageId).state != MeshJournal.State.LEFT;
  }

  @Override
  public Kept keep(String mailbox, Download message) {
    if (away) {
      throw new StoreUnavailable("away", new IllegalStateException());
    }
    if (holds(message.messageId())) {
      return Kept.KNOWN;
    }
    var body = bytes(message);
    boolean repeated =
        rows.values().stream()
            .anyMatch(
                row ->
                    !message.headers().get("Mex-LocalID").isEmpty()
                        && row.headers
                            .get("Mex-LocalID")
                            .equals(message.headers().get("Mex-LocalID"))
                        && row.headers.get("Mex-From").equals(message.headers().get("Mex-From"))
                        && Arrays.equals(row.body, body));
    rows.put(
        message.messageId(),
        new Row(
            message.headers(),
            body,
            repeated ? MeshJournal.State.REPEATED : MeshJournal.State.KEPT));
    if (crashAfterKeep) {
      crashAfterKeep = false;
      throw new Crash();
    }
    return repeated ? Kept.REPEATED : Kept.NEW;
  }

  private static byte[] bytes(Download message) {
    try {
      return Files.readAllBytes(message.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void acknowledged(String messageId) {
    rows.get(messageId).acknowledged = true;
  }

  @Override
  public List<Waiting> waiting(String mailbox, long after, int limit) {
    var ids = List.copyOf(rows.keySet());
    return LongStream.rangeClosed(after + 1, ids.size())
        .mapToObj(number -> waiting(number, ids.get((int) number - 1)))
        .filter(one -> rows.get(one.messageId()).state == MeshJournal.State.KEPT)
        .limit(limit)
        .toList();
  }

  private Waiting waiting(long number, String messageId) {
    return new Waiting(number, messageId, rows.get(messageId).headers);
  }

  @Override
  public byte[] body(String messageId) {
    return rows.get(messageId).body;
  }

  @Override
  public void close(String messageId, MeshJournal.State state, int messages, String reason) {
    var row = rows.get(messageId);
    row.state = state;
    row.messages = messages;
    row.reason = reason;
  }

  @Override
  public void leave(String mailbox, String messageId, String reason) {
    var row = new Row(new MeshHeaders(Map.of()), new byte[0], MeshJournal.State.LEFT);
    row.reason = reason;
    rows.put(messageId, row);
  }

  @Override
  public boolean undelivered(Report report) {
    reports.add(report);
    return sendings.values().stream()
        .anyMatch(one -> one.messageId().equals(Optional.of(report.messageId())));
  }

  @Override
  public Sending current(long outboxId, String localId) {
    var name = localId;
    for (int again = 2; ends.get(name) == MeshSendings.State.FAILED; again++) {
      name = localId + '-' + again;
    }
    return sendings.computeIfAbsent(
        name, id -> new Sending(id, Optional.empty(), Optional.empty(), 0));
  }

  @Override
  public void posting(Sending sending, Instant at) {
    put(new Sending(sending.localId(), Optional.of(at), Optional.empty(), 0));
    if (crashAfterPosting) {
      crashAfterPosting = false;
      throw new Crash();
    }
  }

  @Override
  public void notPosted(Sending sending) {
    put(new Sending(sending.localId(), Optional.empty(), Optional.empty(), 0));
  }

  @Override
  public void accepted(Sending sending, String messageId) {
    put(new Sending(sending.localId(), sending.postedAt(), Optional.of(messageId), 1));
    afterAccepted.run();
  }

  @Override
  public void chunks(Sending sending, int sent) {
    var now = sendings.get(sending.localId());
    put(new Sending(now.localId(), now.postedAt(), now.messageId(), sent));
    afterChunk.run();
  }

  private void put(Sending sending) {
    sendings.put(sending.localId(), sending);
  }

  @Override
  public void close(Sending sending, MeshSendings.State state, String reason) {
    ends.put(sending.localId(), state);
  }

  @Override
  public List<Sending> toTrack(Duration since, int limit) {
    return sendings.values().stream()
        .filter(one -> ends.get(one.localId()) == MeshSendings.State.SENT)
        .toList();
  }
}
