package parley.camelroutes.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.camelroutes.StoreUnavailable;

/**
 * Sends what waits. Each destination has at most one thread at a time, which goes on with its next
 * message while all goes well. Destinations that answer slowly share a few threads of their own, so
 * that however many hang, the others go on. No database connection is held during a send.
 */
public final class OutboxDelivery {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxDelivery.class);

  /** Messages of one destination that a thread sends before it lets others have a turn. */
  private static final int TURN = 50;

  /** How long a turn may last; the message under way then is sent to its end. */
  private static final Duration TURN_TIME = Duration.ofSeconds(10);

  private final Outbox outbox;
  private final Destinations destinations;
  private final List<Transport> transports;
  private final Settings settings;
  private final Clock clock;
  private final DestinationHealth health;
  private final LeaseKeeper leases;
  private final AtomicInteger promptFree;
  private final AtomicInteger slowFree;

  /**
   * Sends through transports.
   *
   * @param clock for the circuit breakers; when a row is due is the database's to say
   */
  public OutboxDelivery(
      Outbox outbox,
      Destinations destinations,
      List<Transport> transports,
      Settings settings,
      Clock clock) {
    this.outbox = outbox;
    this.destinations = destinations;
    this.transports = List.copyOf(transports);
    this.settings = settings;
    this.clock = clock;
    this.health = new DestinationHealth(settings.times(), clock);
    this.leases = new LeaseKeeper(outbox, settings.lease(), clock);
    this.promptFree = new AtomicInteger(settings.threads());
    this.slowFree = new AtomicInteger(settings.slowThreads());
  }

  /**
   * What can be set.
   *
   * @param times retries and circuit breaker
   * @param refusals what refusals mean
   * @param period between two looks for what is due
   * @param lease how long a taken row is its taker's; after a crash nobody touches it for so long
   * @param threads for destinations that answer within a second
   * @param slowThreads for the others
   */
  public record Settings(
      RetryTimes times,
      RefusalRule refusals,
      Duration period,
      Duration lease,
      int threads,
      int slowThreads) {

    /** A look every 500 ms, a lease of 60 s, 8 threads and 40 for the slow. */
    public static Settings usual() {
      return new Settings(
          RetryTimes.usual(),
          RefusalRule.usual(),
          Duration.ofMillis(500),
          Duration.ofSeconds(60),
          8,
          40);
    }
  }

  /**
   * A message taken, and the threads it goes to.
   *
   * @param slow whether its destination is among the slow
   */
  record Taken(OutboxEntry entry, boolean slow) {}

  Settings settings() {
    return settings;
  }

  /** Whether nothing is let through to a destination for now, because it failed too often. */
  public boolean circuitOpen(String destination) {
    return health.isOpen(destination);
  }

  /** Renews the leases of what is being sent; to be called much more often than they run out. */
  void renewLeases() {
    try {
      leases.renew();
    } catch (StoreUnavailable away) {
      LOG.warn("outbox: the store is away; leases are renewed when it is back");
    }
  }

  /** Takes as much of what is due as there are threads free for. */
  List<Taken> take() {
    outbox.expire();
    var taken = new ArrayList<Taken>();
    for (var entry : outbox.takeDue(health.leftAlone(), promptFree.get(), settings.lease())) {
      keep(entry, false, taken);
    }
    try {
      for (var name : health.slow()) {
        if (slowFree.get() > 0) {
          outbox.takeNext(name, settings.lease()).ifPresent(entry -> keep(entry, true, taken));
        }
      }
    } catch (StoreUnavailable away) {
      LOG.warn("outbox: the store is away; the slow destinations wait for the next look");
    }
    return taken;
  }

  private void keep(OutboxEntry entry, boolean slow, List<Taken> taken) {
    if (health.begin(entry.destination())) {
      (slow ? slowFree : promptFree).decrementAndGet();
      taken.add(new Taken(entry, slow));
    } else {
      outbox.release(entry);
    }
  }

  /** Sends a message, and those of the same destination after it. */
  void deliver(Taken taken) {
    var name = taken.entry().destination();
    var turnEnds = clock.instant().plus(TURN_TIME);
    try {
      var next = Optional.of(taken.entry());
      for (int sent = 0; sent < TURN && next.isPresent(); sent++) {
        var began = clock.instant();
        var well = sendOne(next.get());
        var tookLong =
            Duration.between(began, clock.instant()).compareTo(DestinationHealth.SLOW) > 0;
        next =
            well
                    && (taken.slow() || !tookLong)
                    && sent + 1 < TURN
                    && clock.instant().isBefore(turnEnds)
                ? outbox.takeNext(name, settings.lease())
                : Optional.empty();
      }
    } catch (StoreUnavailable away) {
      LOG.warn("outbox: the store is away; what was taken is tried again after its lease");
    } finally {
      health.end(name);
      (taken.slow() ? slowFree : promptFree).incrementAndGet();
    }
  }

  /** Whether the destination may have its next message at once. */
  private boolean sendOne(OutboxEntry entry) {
    var began = clock.instant();
    var result = leases.during(entry, () -> attempt(entry));
    var took = Duration.between(began, clock.instant());
    if (result instanceof Transmission.Sent sent) {
      health.answered(entry.destination(), took);
      return outbox.noteSent(entry, sent.reference(), sent.answer());
    }
    if (result instanceof Transmission.Part part) {
      health.answered(entry.destination(), took);
      outbox.notePart(entry, part.reason());
      return false;
    }
    if (result instanceof Transmission.Gone gone) {
      health.answered(entry.destination(), took);
      return outbox.noteDead(entry, gone.reason(), Optional.empty());
    }
    // A receiver that refuses one message after the other is left alone like one that is away.
    health.failed(entry.destination(), took);
    return notTaken(entry, result);
  }

  private boolean notTaken(OutboxEntry entry, Transmission result) {
    if (result instanceof Transmission.Refused refused) {
      LOG.warn("outbox entry {} was refused by {}", entry.id(), entry.destination());
      outbox.noteRefused(
          entry,
          refused.reason(),
          refused.answer(),
          settings.refusals(),
          delay(entry, Optional.empty()));
    } else if (result instanceof Transmission.Objected objected) {
      outbox.noteObjected(
          entry,
          objected.reason(),
          objected.answer(),
          settings.refusals(),
          delay(entry, objected.after()));
    } else if (result instanceof Transmission.TryAgain again) {
      outbox.noteFailed(entry, again.reason(), again.answer(), delay(entry, again.after()));
    }
    return false;
  }

  private Duration delay(OutboxEntry entry, Optional<Duration> wish) {
    return settings
        .times()
        .delay(
            entry.attempts(), wish.orElse(Duration.ZERO), ThreadLocalRandom.current()::nextDouble);
  }

  private Transmission attempt(OutboxEntry entry) {
    var destination = destinations.named(entry.destination());
    if (destination.isEmpty()) {
      return new Transmission.TryAgain(
          "no destination of this name is declared; declare it, and it is tried again");
    }
    var transport = transports.stream().filter(it -> it.carries(destination.get())).findFirst();
    if (transport.isEmpty()) {
      return new Transmission.TryAgain(
          "nothing here sends to a destination of this kind; configure it, and it is tried again");
    }
    try {
      return transport.get().send(entry, destination.get());
    } catch (StoreUnavailable away) {
      throw away;
    } catch (RuntimeException fault) {
      // One message that its transport cannot deal with must not stop the others.
      LOG.error("outbox entry {}: {}", entry.id(), fault.getClass().getName());
      return new Transmission.TryAgain(
          "internal error: " + fault.getClass().getSimpleName() + "; see the log");
    }
  }
}
