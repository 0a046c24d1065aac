package parley.camelroutes.outbox;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.camelroutes.outbox.OutboxDelivery.Taken;

/**
 * The way out: at every tick what is due is taken and handed to the threads that send. A message
 * whose process ends before it was sent is taken again when its lease has run out.
 */
public final class OutboxRoute extends RouteBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxRoute.class);
  private static final String SENDER = "seda:outbox-%s?concurrentConsumers=%d";
  private static final int LAST_TO_START = 950;

  private final OutboxDelivery delivery;
  private final AtomicBoolean open = new AtomicBoolean(true);

  public OutboxRoute(OutboxDelivery delivery) {
    this.delivery = delivery;
  }

  @Override
  public void configure() {
    getContext().addLifecycleStrategy(new Closing());
    // Camel's own failure log prints messages, which may quote a patient's value.
    onException(Throwable.class)
        .maximumRedeliveries(0)
        .logExhausted(false)
        .logNewException(false)
        .handled(true)
        .process(OutboxRoute::fault);
    var settings = delivery.settings();
    senders("prompt", settings.threads(), LAST_TO_START);
    senders("slow", settings.slowThreads(), LAST_TO_START + 1);
    var period = settings.period().toMillis();
    fromF("timer:outbox?delay=%d&period=%d", period, period)
        .routeId("outbox")
        .startupOrder(LAST_TO_START + 2)
        .filter(exchange -> open.get())
        .split()
        .exchange(exchange -> delivery.take())
        .choice()
        .when(exchange -> exchange.getMessage().getBody(Taken.class).slow())
        .toF(SENDER, "slow", settings.slowThreads())
        .otherwise()
        .toF(SENDER, "prompt", settings.threads());
  }

  private void senders(String lane, int threads, int order) {
    fromF(SENDER, lane, threads)
        .routeId("outbox-" + lane)
        .startupOrder(order)
        .process(exchange -> delivery.deliver(exchange.getMessage().getBody(Taken.class)));
  }

  private static void fault(Exchange exchange) {
    var fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    LOG.warn("{} waits: {}", exchange.getFromRouteId(), fault.getClass().getName());
  }

  /** Nothing more is taken once the context begins to stop. */
  private final class Closing extends LifecycleStrategySupport {
    @Override
    public void onContextStopping(CamelContext context) {
      open.set(false);
    }
  }
}
