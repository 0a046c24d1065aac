package parley.camelroutes.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What this process knows of each destination: whether it is being sent to, how often it failed in
 * a row, whether its circuit is open, and whether it is slow. Lost at a restart, which costs one
 * try each. Safe for many threads.
 */
final class DestinationHealth {

  /** A try that took longer makes its destination slow, so that it waits among its like. */
  static final Duration SLOW = Duration.ofSeconds(1);

  private final RetryTimes times;
  private final Clock clock;
  private final Map<String, Known> known = new LinkedHashMap<>();
  private final Set<String> busy = new HashSet<>();
  private final Map<String, Long> lastTurn = new HashMap<>();
  private long turns;

  DestinationHealth(RetryTimes times, Clock clock) {
    this.times = times;
    this.clock = clock;
  }

  private record Known(int failures, Instant openUntil, boolean slow) {}

  /** Destinations that nothing is taken for by a look at all of them. */
  synchronized Set<String> leftAlone() {
    var alone = new HashSet<>(busy);
    known.forEach(
        (name, one) -> {
          if (one.slow() || isOpen(one)) {
            alone.add(name);
          }
        });
    return alone;
  }

  /**
   * Slow ones that may be sent to now, first who has waited longest since its last turn: there may
   * be fewer threads than slow destinations, and each of these may have more to come than one turn.
   */
  synchronized List<String> slow() {
    return known.entrySet().stream()
        .filter(one -> one.getValue().slow() && !isOpen(one.getValue()))
        .map(Map.Entry::getKey)
        .filter(name -> !busy.contains(name))
        .sorted(Comparator.comparing(name -> lastTurn.getOrDefault(name, 0L)))
        .toList();
  }

  /** Marks a destination as being sent to; false when it is already. */
  synchronized boolean begin(String name) {
    if (!busy.add(name)) {
      return false;
    }
    lastTurn.put(name, ++turns);
    return true;
  }

  /**
   * The turn is over. Its number is kept while anything is known of the destination, and not taken
   * away within a turn: one that answers quickly now and then would always go first.
   */
  synchronized void end(String name) {
    busy.remove(name);
    if (!known.containsKey(name)) {
      lastTurn.remove(name);
    }
  }

  /** The receiver answered, whatever it said of the message. */
  synchronized void answered(String name, Duration took) {
    if (took.compareTo(SLOW) > 0) {
      known.put(name, new Known(0, Instant.EPOCH, true));
    } else {
      known.remove(name);
    }
  }

  /** A try failed. Open after so many in a row; after that each failed probe opens it again. */
  synchronized void failed(String name, Duration took) {
    var before = known.getOrDefault(name, new Known(0, Instant.EPOCH, false));
    var failures = before.failures() + 1;
    var openUntil =
        failures >= times.openAfter() ? clock.instant().plus(times.openFor()) : Instant.EPOCH;
    known.put(name, new Known(failures, openUntil, before.slow() || took.compareTo(SLOW) > 0));
  }

  /** Whether the circuit of a destination is open. */
  synchronized boolean isOpen(String name) {
    return known.containsKey(name) && isOpen(known.get(name));
  }

  private boolean isOpen(Known one) {
    return one.openUntil().isAfter(clock.instant());
  }
}
