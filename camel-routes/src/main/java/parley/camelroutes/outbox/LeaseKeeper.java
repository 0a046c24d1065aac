package parley.camelroutes.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Renews the lease of what is being sent, so that no other gateway takes a message whose try takes
 * longer than was foreseen (a name that is looked up slowly, a machine that stood still). After a
 * crash nobody renews, and the lease runs out.
 */
final class LeaseKeeper {

  private final Outbox outbox;
  private final Duration lease;
  private final Clock clock;
  private final Map<Long, Held> held = new ConcurrentHashMap<>();

  private record Held(OutboxEntry entry, Instant since) {}

  LeaseKeeper(Outbox outbox, Duration lease, Clock clock) {
    this.outbox = outbox;
    this.lease = lease;
    this.clock = clock;
  }

  /** Does something for which a row has to stay the caller's. */
  <T> T during(OutboxEntry entry, Supplier<T> work) {
    held.put(entry.id(), new Held(entry, clock.instant()));
    try {
      return work.get();
    } finally {
      held.remove(entry.id());
    }
  }

  /** Renews those of which a third is over; to be called much more often than that. */
  void renew() {
    var due = clock.instant().minus(lease.dividedBy(3));
    for (var one : held.values()) {
      if (one.since().isBefore(due)) {
        outbox.renew(one.entry(), lease);
        held.computeIfPresent(
            one.entry().id(),
            (id, was) -> was == one ? new Held(was.entry(), clock.instant()) : was);
      }
    }
  }
}
