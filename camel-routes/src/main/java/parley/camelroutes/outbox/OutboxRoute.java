package parley.camelroutes.outbox;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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

  /** How often a thread without work looks whether it is to stop: a stop waits for each of them. */
  private static final int IDLE_MS = 200;

  private static final String SENDER =
      "seda:outbox-%s?concurrentConsumers=%d&pollTimeout=" + IDLE_MS;
  private static final int LAST_TO_START = 950;

  /** Looks within the time of a lease, which is renewed when a third of it is over. */
  private static final int RENEWALS = 12;

  private final OutboxDelivery delivery;
  private final AtomicBoolean open = new AtomicBoolean(true);

  public OutboxRoute(OutboxDelivery delivery) {
    this.delivery = delivery;
  }

  @Override
  public void configure() {
    var settings = delivery.settings();
    getContext().addLifecycleStrategy(new Closing(renewing(settings.lease().toMillis())));
    // Camel's own failure log prints messages, which may quote a patient's value.
    onException(Throwable.class)
        .maximumRedeliveries(0)
        .logExhausted(false)
        .logNewException(false)
        .handled(true)
        .process(OutboxRoute::fault);
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

  /** No timer of Camel: those stop before what is being sent has come to its end. */
  private ScheduledExecutorService renewing(long leaseMs) {
    var often = Math.max(1, leaseMs / RENEWALS);
    var clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              var thread = new Thread(work, "outbox-leases");
              thread.setDaemon(true);
              return thread;
            });
    clock.scheduleWithFixedDelay(this::renew, often, often, TimeUnit.MILLISECONDS);
    return clock;
  }

  private void renew() {
    try {
      delivery.renewLeases();
    } catch (RuntimeException fault) {
      // One that got out would end all renewals to come.
      LOG.error("leases of the outbox: {}", fault.getClass().getName());
    }
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

  /**
   * Nothing more is taken once the context begins to stop. What is being sent has its lease renewed
   * until the context has stopped.
   */
  private final class Closing extends LifecycleStrategySupport {

    private final ScheduledExecutorService renewing;

    Closing(ScheduledExecutorService renewing) {
      this.renewing = renewing;
    }

    @Override
    public void onContextStopped(CamelContext context) {
      renewing.shutdownNow();
    }

    @Override
    public void onContextStopping(CamelContext context) {
      open.set(false);
    }
  }
}
