package parley.camelroutes.mesh;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.camelroutes.StoreUnavailable;
import parley.camelroutes.mesh.MeshSendings.Sending;
import parley.camelroutes.outbox.Destination;
import parley.camelroutes.outbox.OutboxEntry;
import parley.camelroutes.outbox.Transmission;
import parley.camelroutes.outbox.Transport;

/**
 * Sends rows of the outbox by MESH. The first request is not safe to repeat: when its answer is
 * lost, MESH is asked by local id whether it has the message before anything is sent again.
 */
public final class MeshTransport implements Transport {

  private static final Set<MeshFailure.Kind> FORGOTTEN =
      Set.of(MeshFailure.Kind.NOT_FOUND, MeshFailure.Kind.GONE);

  private static final Logger LOG = LoggerFactory.getLogger(MeshTransport.class);

  /** So long a request without answer may still be on its way, while MESH says it has nothing. */
  private static final Duration SETTLED = Duration.ofMinutes(2);

  /** No request of a try is begun later; the last one takes its own time-out at most. */
  private static final Duration LONGEST_TRY = Duration.ofSeconds(20);

  private final MeshPost post;
  private final MeshSendings sendings;
  private final Clock clock;

  public MeshTransport(MeshPost post, MeshSendings sendings, Clock clock) {
    this.post = post;
    this.sendings = sendings;
    this.clock = clock;
  }

  @Override
  public boolean carries(Destination destination) {
    return destination instanceof Destination.Mesh;
  }

  @Override
  public Transmission send(OutboxEntry entry, Destination destination) {
    if (!(destination instanceof Destination.Mesh mailbox)) {
      throw new IllegalArgumentException("not a MESH mailbox: " + destination.name());
    }
    try {
      var sending = sendings.current(entry.id(), localId(entry, mailbox));
      return new Try(sending, outgoing(entry, mailbox, sending)).go();
    } catch (StoreUnavailable away) {
      return new Transmission.TryAgain("the database is away");
    } catch (IllegalArgumentException wrong) {
      return new Transmission.Refused(
          "receiving mailbox or workflow of this destination cannot be written in a header",
          Optional.empty());
    }
  }

  /** Unique for the mailbox, the same on every try, and it names nobody. */
  private static String localId(OutboxEntry entry, Destination.Mesh mailbox) {
    var id = entry.message().messageId();
    if (mailbox.labelled()) {
      return id;
    }
    return (id.matches("[A-Za-z0-9._-]{1,100}") ? id + '.' : "parley.") + entry.id();
  }

  private static Outgoing outgoing(OutboxEntry entry, Destination.Mesh mailbox, Sending sending) {
    return new Outgoing(
        mailbox.mailbox(),
        mailbox.workflow(),
        sending.localId(),
        entry.message().contentType(),
        entry.message().bytes(),
        mailbox.labelled() ? entry.message().messageId() : "");
  }

  /** One try. */
  private final class Try {

    private final Sending sending;
    private final Outgoing message;
    private final Instant begun = clock.instant();

    Try(Sending sending, Outgoing message) {
      this.sending = sending;
      this.message = message;
    }

    Transmission go() {
      if (sending.messageId().isPresent()) {
        return rest(sending.messageId().get(), sending.chunksSent());
      }
      return sending.postedAt().isPresent() ? ask() : first();
    }

    private Transmission first() {
      sendings.posting(sending, clock.instant());
      var answer = post.sendFirst(message);
      if (answer.given().isPresent()) {
        sendings.accepted(sending, answer.given().get());
        return rest(answer.given().get(), 1);
      }
      return notTaken(answer.why().orElseThrow());
    }

    private Transmission notTaken(MeshFailure failure) {
      var reason = failure.describe();
      switch (failure.kind()) {
        case REFUSED, TOO_LARGE -> {
          sendings.close(sending, MeshSendings.State.FAILED, reason);
          return new Transmission.Refused(reason, Optional.empty());
        }
        case FORBIDDEN, NOT_REACHED, NOT_FOUND -> {
          sendings.notPosted(sending);
          return new Transmission.TryAgain(reason);
        }
        default -> {
          // Nobody knows whether MESH has it.
          return new Transmission.TryAgain(reason);
        }
      }
    }

    /** Has MESH got it? */
    private Transmission ask() {
      var answer = post.track(message.localId());
      if (answer.given().isPresent()) {
        var found = answer.given().get();
        sendings.accepted(sending, found.messageId());
        return found.status() == Tracking.Status.FAILED
            ? failed(found)
            : rest(found.messageId(), 1);
      }
      var failure = answer.why().orElseThrow();
      return switch (failure.kind()) {
        case AMBIGUOUS -> twice();
        case NOT_FOUND -> again();
        default -> new Transmission.TryAgain(failure.describe());
      };
    }

    private Transmission again() {
      var settled = sending.postedAt().orElseThrow().plus(SETTLED);
      var wait = Duration.between(clock.instant(), settled);
      if (wait.isNegative() || wait.isZero()) {
        return first();
      }
      return new Transmission.TryAgain(
          "MESH does not know the message yet; asked again before it is sent again",
          Optional.of(wait),
          Optional.empty());
    }

    private Transmission twice() {
      var reason = "MESH has this message more than once; tell the receiver";
      LOG.warn("MESH local id {}: {}", message.localId(), reason);
      sendings.close(sending, MeshSendings.State.SENT_TWICE, reason);
      return new Transmission.Sent(message.localId(), Optional.empty());
    }

    private Transmission failed(Tracking found) {
      var reason =
          "MESH could not deliver it"
              + (found.code().isEmpty() ? "" : ": " + MeshFailure.describe(found.code()));
      sendings.close(sending, MeshSendings.State.FAILED, reason);
      return new Transmission.Refused(reason, Optional.empty());
    }

    private Transmission rest(String messageId, int sent) {
      int chunks = post.chunks(message);
      for (int number = Math.max(1, sent) + 1; number <= chunks; number++) {
        if (clock.instant().isAfter(begun.plus(LONGEST_TRY))) {
          return new Transmission.Part(
              "MESH has " + (number - 1) + " of " + chunks + " chunks; goes on at once");
        }
        var answer = post.sendChunk(message, messageId, number);
        if (answer.why().isPresent()) {
          return notWhole(answer.why().get());
        }
        sendings.chunks(sending, number);
      }
      sendings.close(sending, MeshSendings.State.SENT, "");
      return new Transmission.Sent(messageId, Optional.empty());
    }

    /** Chunks may be repeated; MESH forgets a message that is never completed. */
    private Transmission notWhole(MeshFailure failure) {
      var reason = failure.describe();
      if (failure.kind() == MeshFailure.Kind.REFUSED) {
        sendings.close(sending, MeshSendings.State.FAILED, reason);
        return new Transmission.Refused(reason, Optional.empty());
      }
      if (FORGOTTEN.contains(failure.kind())) {
        // The rest would never be taken; the next try begins anew, under a local id of its own.
        sendings.close(sending, MeshSendings.State.FAILED, reason);
      }
      return new Transmission.TryAgain(reason);
    }
  }
}
