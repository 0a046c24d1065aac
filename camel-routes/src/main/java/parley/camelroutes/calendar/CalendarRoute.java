package parley.camelroutes.calendar;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.quartz.QuartzComponent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.terminology.England;

/**
 * A route for each timed work. A gateway that was off when a time came looks at its start; times
 * that were missed in a row are one look. All share one thread, so that no two look at once.
 */
public final class CalendarRoute extends RouteBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(CalendarRoute.class);
  private static final String SCHEME = "quartz";
  private static final int LAST_TO_START = 970;

  /** One thread, which ends with the program; no look for a newer Quartz. */
  private static final Map<String, Object> QUARTZ =
      Map.of(
          "org.quartz.threadPool.threadCount", "1",
          "org.quartz.threadPool.makeThreadsDaemons", "true",
          "org.quartz.scheduler.makeSchedulerThreadDaemon", "true",
          "org.quartz.scheduler.skipUpdateCheck", "true",
          "org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");

  private final List<TimedWork> works;
  private int order = LAST_TO_START;

  /** Routes of these; of those that are not wanted there is none. */
  public CalendarRoute(List<TimedWork> works) {
    this.works = works.stream().filter(TimedWork::isWanted).toList();
  }

  @Override
  public void configure() {
    if (works.isEmpty()) {
      return;
    }
    if (getContext().hasComponent(SCHEME) == null) {
      getContext().addComponent(SCHEME, quartz());
    }
    // Camel's own failure log prints messages.
    onException(Throwable.class)
        .maximumRedeliveries(0)
        .logExhausted(false)
        .logNewException(false)
        .handled(true)
        .process(CalendarRoute::fault);
    works.forEach(this::route);
  }

  private void route(TimedWork work) {
    var name = "calendar-" + work.name();
    if (work.times() instanceof LookTimes.Every every) {
      // The first is at the start.
      timed(
          name,
          "trigger.repeatInterval=%d&trigger.repeatCount=-1".formatted(every.interval().toMillis()),
          work);
    } else if (work.times() instanceof LookTimes.Cron cron) {
      timed(name + "-start", "trigger.repeatInterval=1&trigger.repeatCount=0", work);
      timed(
          name,
          "cron=%s&trigger.timeZone=%s"
              .formatted(cron.expression().replace(' ', '+'), England.TIME),
          work);
    }
  }

  private void timed(String name, String trigger, TimedWork work) {
    from(SCHEME + ":calendar/" + name + "?stateful=true&" + trigger)
        .routeId(name)
        .startupOrder(order++)
        .process(exchange -> work.look());
  }

  private static QuartzComponent quartz() {
    var quartz = new QuartzComponent();
    quartz.setProperties(QUARTZ);
    quartz.setEnableJmx(false);
    return quartz;
  }

  private static void fault(Exchange exchange) {
    var fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    LOG.warn("{} waits: {}", exchange.getFromRouteId(), fault.getClass().getName());
  }
}
