package parley.server.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.springframework.dao.DataAccessException;

/**
 * What waits and what stands still, for those who watch the gateway: gauges {@code
 * parley.outbox.waiting}, {@code parley.outbox.dead} and {@code parley.outbox.stopped} (1 when a
 * destination refuses everything), one of each for each destination of the settings, and one for
 * all that are not there, such as Subscriptions.
 */
final class OutboxMetrics implements MeterBinder {

  private static final String OTHERS = "others";

  /** One look serves every gauge that is read within it. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final OutboxQueries queries;
  private final List<String> declared;
  private List<DestinationLine> lines = List.of();
  private long readAt;
  private boolean read;

  OutboxMetrics(OutboxQueries queries, List<String> declared) {
    this.queries = queries;
    this.declared = List.copyOf(declared);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    declared.forEach(destination -> gauges(registry, destination));
    gauges(registry, OTHERS);
  }

  private void gauges(MeterRegistry registry, String destination) {
    gauge(registry, "waiting", destination, line -> line.waiting());
    gauge(registry, "dead", destination, line -> line.dead());
    gauge(registry, "stopped", destination, line -> line.stopped() ? 1 : 0);
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String destination,
      ToDoubleFunction<DestinationLine> value) {
    Gauge.builder("parley.outbox." + name, this, it -> it.sum(destination, value))
        .tag("destination", destination)
        .register(registry);
  }

  private double sum(String destination, ToDoubleFunction<DestinationLine> value) {
    try {
      return lines().stream()
          .filter(line -> group(line.destination()).equals(destination))
          .mapToDouble(value)
          .sum();
    } catch (DataAccessException away) {
      return Double.NaN;
    }
  }

  private String group(String destination) {
    return declared.contains(destination) ? destination : OTHERS;
  }

  private synchronized List<DestinationLine> lines() {
    if (!read || System.nanoTime() - readAt > FRESH.toNanos()) {
      lines = queries.destinations();
      readAt = System.nanoTime();
      read = true;
    }
    return lines;
  }
}
