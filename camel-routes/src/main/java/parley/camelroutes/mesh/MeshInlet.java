package parley.camelroutes.mesh;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties a mailbox. Each message is downloaded whole, kept, and only then acknowledged, which
 * makes MESH forget it; afterwards it is worked from what was kept. A crash in between delivers a
 * message again, and it is recognised. A message that fails does not hold up the others.
 */
public final class MeshInlet {

  private static final Logger LOG = LoggerFactory.getLogger(MeshInlet.class);

  /** So many in a row without an answer, and MESH is taken to be away. */
  private static final int FAILURES_IN_A_ROW = 3;

  /** A page this long may not be the last, whatever it says (MESH API, "Check an inbox"). */
  private static final int FULL_PAGE = 500;

  /** What cannot be fetched is not tried before. A message stays in the inbox for five days. */
  private static final Duration LEFT_ALONE = Duration.ofHours(6);

  private static final Set<MeshFailure.Kind> LASTING =
      Set.of(
          MeshFailure.Kind.GONE,
          MeshFailure.Kind.NOT_FOUND,
          MeshFailure.Kind.TOO_LARGE,
          MeshFailure.Kind.MALFORMED);

  private final MeshClient client;
  private final MeshJournal journal;
  private final MeshWork work;
  private final Clock clock;
  private final Map<String, Instant> left = new HashMap<>();

  MeshInlet(MeshClient client, MeshJournal journal, MeshWork work, Clock clock) {
    this.client = client;
    this.journal = journal;
    this.work = work;
    this.clock = clock;
  }

  /**
   * Reads the mailbox to its end. Does nothing while another gateway reads it.
   *
   * @param goesOn asked between messages
   * @throws parley.camelroutes.StoreUnavailable when the database is away; nothing is lost
   */
  public synchronized void poll(BooleanSupplier goesOn) {
    var lock = journal.lock(mailbox());
    if (lock.isEmpty()) {
      return;
    }
    try (var held = lock.get()) {
      // What an earlier run left unworked goes before what comes now.
      work.run(mailbox(), goesOn);
      var failure = client.handshake().why().or(() -> read(goesOn));
      failure.ifPresent(this::report);
    }
  }

  private String mailbox() {
    return client.mailbox().id();
  }

  /** One clear line, whatever it was. */
  private void report(MeshFailure failure) {
    LOG.error("mailbox {}: {}; tried again at the next poll", mailbox(), failure.describe());
  }

  private Optional<MeshFailure> read(BooleanSupplier goesOn) {
    var page = client.inbox();
    while (page.given().isPresent()) {
      var taken = take(page.given().get(), goesOn);
      work.run(mailbox(), goesOn);
      if (taken.failure().isPresent() || !goesOn.getAsBoolean()) {
        return taken.failure();
      }
      if (page.given().get().next().isPresent()) {
        page = client.after(page.given().get());
      } else if (taken.messages() >= FULL_PAGE) {
        page = client.inbox();
      } else {
        return Optional.empty();
      }
    }
    return page.why();
  }

  /**
   * How a page was taken.
   *
   * @param messages that left the mailbox
   * @param failure that makes further messages pointless
   */
  private record Taken(int messages, Optional<MeshFailure> failure) {}

  private Taken take(InboxPage page, BooleanSupplier goesOn) {
    int taken = 0;
    int inARow = 0;
    for (var id : page.messageIds()) {
      if (!goesOn.getAsBoolean()) {
        break;
      }
      if (leftAlone(id)) {
        continue;
      }
      var failure = take(id);
      if (failure.isEmpty()) {
        inARow = 0;
        taken++;
        continue;
      }
      inARow++;
      if (hopeless(failure.get(), inARow)) {
        return new Taken(taken, failure);
      }
      LOG.warn("MESH message {} not fetched: {}", id, failure.get().describe());
    }
    return new Taken(taken, Optional.empty());
  }

  private boolean leftAlone(String id) {
    return left.getOrDefault(id, Instant.MIN).isAfter(clock.instant().minus(LEFT_ALONE));
  }

  private static boolean hopeless(MeshFailure failure, int inARow) {
    var kind = failure.kind();
    boolean away = MeshCalls.AGAIN.contains(kind);
    return kind == MeshFailure.Kind.FORBIDDEN || away && inARow >= FAILURES_IN_A_ROW;
  }

  private Optional<MeshFailure> take(String id) {
    // Kept before, but the acknowledgement was lost.
    if (!journal.holds(id)) {
      var answer = client.download(id);
      if (answer.why().isPresent()) {
        leave(id, answer.why().get());
        return answer.why();
      }
      try (var message = answer.given().orElseThrow()) {
        journal.keep(mailbox(), message);
      }
    }
    var acknowledged = client.acknowledge(id);
    if (acknowledged.why().isEmpty()) {
      journal.acknowledged(id);
    }
    return acknowledged.why();
  }

  /** What the next try will hardly change is noted, for a person, and left alone for a while. */
  private void leave(String id, MeshFailure failure) {
    if (LASTING.contains(failure.kind())) {
      journal.leave(mailbox(), id, failure.describe());
      left.put(id, clock.instant());
    }
  }
}
