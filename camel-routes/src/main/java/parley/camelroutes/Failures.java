package parley.camelroutes;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.mappings.Content;

/**
 * The one place that says what a route does when something throws: the store away is tried again
 * with back-off, and whatever remains is answered, because Camel's Netty consumer sends nothing by
 * itself and the sender would hang. Camel's own failure logging is off, for it prints exception
 * messages, which may quote a patient's value.
 */
final class Failures {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private final Intake intake;
  private final Backoff backoff;

  Failures(Intake intake, Backoff backoff) {
    this.intake = intake;
    this.backoff = backoff;
  }

  /** Guards every route of a builder that carries messages; to be called before its first route. */
  void guard(RouteBuilder routes) {
    routes
        .onException(StoreUnavailable.class)
        .maximumRedeliveries(backoff.retries())
        .redeliveryDelay(backoff.initialDelay().toMillis())
        .useExponentialBackOff()
        .backOffMultiplier(backoff.multiplier())
        .logRetryAttempted(false)
        .logExhausted(false)
        .logNewException(false)
        .handled(true)
        .process(this::storeAway);
    routes
        .onException(Throwable.class)
        .maximumRedeliveries(0)
        .logExhausted(false)
        .logNewException(false)
        .handled(true)
        .process(this::fault);
  }

  /** Guards routes that nobody waits for: what failed is tried again at the next tick. */
  void guardUnattended(RouteBuilder routes) {
    routes
        .onException(Throwable.class)
        .maximumRedeliveries(0)
        .logExhausted(false)
        .logNewException(false)
        .handled(true)
        .process(Failures::unattendedFault);
  }

  private void storeAway(Exchange exchange) {
    IngestRoute.answer(exchange, delivery(exchange).storeAway());
  }

  private void fault(Exchange exchange) {
    var fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    IngestRoute.answer(exchange, delivery(exchange).fault(fault));
  }

  /** What failed on the way to the spine has no delivery yet and gets one to be answered by. */
  private Delivery delivery(Exchange exchange) {
    return IngestRoute.delivery(exchange)
        .orElseGet(
            () ->
                intake.open(
                    exchange.getProperty(IngestRoute.INLET, Inlet.class),
                    new Content(
                        exchange.getMessage().getBody(byte[].class),
                        IngestRoute.transport(exchange))));
  }

  private static void unattendedFault(Exchange exchange) {
    var fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    if (fault instanceof StoreUnavailable) {
      LOG.warn("{} waits: the store is away", exchange.getFromRouteId());
    } else {
      LOG.error("{}: {}", exchange.getFromRouteId(), Faults.describe(fault));
    }
  }
}
