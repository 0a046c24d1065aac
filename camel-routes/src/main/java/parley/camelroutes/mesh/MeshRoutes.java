package parley.camelroutes.mesh;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.camelroutes.DirectInlet;
import parley.camelroutes.Inlet;
import parley.camelroutes.StoreUnavailable;

/** Two clocks: one reads the mailbox, one asks what became of what was sent. */
public final class MeshRoutes extends RouteBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(MeshRoutes.class);
  private static final int AFTER_OTHER_INLETS = 970;
  private static final Duration FIRST = Duration.ofSeconds(1);

  private final Inlet.Direct inlet;
  private final MeshClient client;
  private final MeshJournal journal;
  private final MeshReports reports;
  private final List<MeshFiles> files;
  private final MeshTracking tracking;
  private final Times times;
  private final Clock clock;

  /**
   * Makes the routes.
   *
   * @param inlet where what was fetched enters the spine
   * @param files who takes what does not
   */
  public MeshRoutes(
      Inlet.Direct inlet,
      MeshClient client,
      MeshJournal journal,
      MeshReports reports,
      List<MeshFiles> files,
      MeshTracking tracking,
      Times times,
      Clock clock) {
    this.inlet = inlet;
    this.client = client;
    this.journal = journal;
    this.reports = reports;
    this.files = List.copyOf(files);
    this.tracking = tracking;
    this.times = times;
    this.clock = clock;
  }

  /**
   * When to look.
   *
   * @param poll between two looks into the mailbox; MESH wants five minutes or more
   * @param track between two looks for sent messages that are due to be asked about
   */
  public record Times(Duration poll, Duration track) {}

  @Override
  public void configure() {
    onException(Throwable.class)
        .maximumRedeliveries(0)
        .logExhausted(false)
        .logNewException(false)
        .handled(true)
        .process(MeshRoutes::fault);
    var spine = new DirectInlet(inlet, getContext().createProducerTemplate());
    var work = new MeshWork(journal, reports, files, spine::take);
    var mailbox = new MeshInlet(client, journal, work, clock);
    timer("mesh-poll", times.poll(), AFTER_OTHER_INLETS, () -> mailbox.poll(this::goesOn));
    timer("mesh-track", times.track(), AFTER_OTHER_INLETS + 1, () -> tracking.run(this::goesOn));
  }

  private void timer(String name, Duration period, int order, Runnable tick) {
    fromF("timer:%s?delay=%d&period=%d", name, FIRST.toMillis(), period.toMillis())
        .routeId(name)
        .startupOrder(order)
        .process(exchange -> tick.run());
  }

  private boolean goesOn() {
    return getContext().getStatus().isStarted();
  }

  /** Without the message of the fault, which may quote a patient's value. */
  private static void fault(Exchange exchange) {
    var fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    if (fault instanceof StoreUnavailable) {
      LOG.warn("{} waits: the store is away", exchange.getFromRouteId());
    } else {
      LOG.error("{}: {}", exchange.getFromRouteId(), fault.getClass().getName());
    }
  }
}
