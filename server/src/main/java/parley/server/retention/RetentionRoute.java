package parley.server.retention;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clock of {@link KeptBodies}. What fails is done at the next tick. */
final class RetentionRoute extends RouteBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(RetentionRoute.class);
  private static final int AFTER_THE_OTHERS = 990;

  /** A start has more urgent work. */
  private static final int FIRST_MS = 60_000;

  private final KeptBodies bodies;
  private final RetentionSettings settings;

  RetentionRoute(KeptBodies bodies, RetentionSettings settings) {
    this.bodies = bodies;
    this.settings = settings;
  }

  @Override
  public void configure() {
    onException(Throwable.class)
        .maximumRedeliveries(0)
        .logExhausted(false)
        .logNewException(false)
        .handled(true)
        .process(RetentionRoute::fault);
    fromF("timer:retention?delay=%d&period=%d", FIRST_MS, settings.every().toMillis())
        .routeId("retention")
        .startupOrder(AFTER_THE_OTHERS)
        .autoStartup(!settings.bodies().isZero())
        .process(exchange -> remove());
  }

  private void remove() {
    var removed = bodies.remove(settings.bodies());
    if (removed.sent() + removed.fetched() > 0) {
      LOG.info(
          "removed the bytes of {} sent and {} fetched messages",
          removed.sent(),
          removed.fetched());
    }
  }

  private static void fault(Exchange exchange) {
    var fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    LOG.warn("retention waits: {}", fault.getClass().getName());
  }
}
