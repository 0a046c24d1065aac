package parley.server.subscription;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import parley.server.subscription.HookRows.GivenUp;

/**
 * Looks after Subscriptions that nobody writes: those whose end has come, whose notifications were
 * given up, and those that the settings no longer allow.
 */
final class SubscriptionWatch
    implements ApplicationListener<ApplicationReadyEvent>, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionWatch.class);

  private final HookRows rows;
  private final SubscriptionStates states;
  private final SubscriptionRule rule;
  private final Duration every;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "subscription-watch");
            thread.setDaemon(true);
            return thread;
          });

  SubscriptionWatch(
      HookRows rows,
      SubscriptionStates states,
      SubscriptionRule rule,
      Duration every,
      Clock clock) {
    this.rows = rows;
    this.states = states;
    this.rule = rule;
    this.every = every;
    this.clock = clock;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    timer.scheduleWithFixedDelay(this::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What fails is tried again the next time; a task that throws would never run again. */
  private void look() {
    try {
      rows.givenUp().forEach(this::fail);
      rows.open().forEach(this::judge);
    } catch (RuntimeException e) {
      LOG.warn("Subscriptions were not looked after: {}", e.getClass().getSimpleName());
    }
  }

  private void fail(GivenUp given) {
    var reason =
        given.expired()
            ? "a notification was not taken in the time it is kept; the last failure: "
                + (given.reason().isEmpty() ? "not tried" : given.reason())
            : "a notification was refused: " + given.reason();
    if (states.fail(given.subscription(), reason)) {
      rows.noteGivenUp(given.subscription(), given.entry());
    }
  }

  private void judge(RestHook hook) {
    if (hook.ends().filter(end -> !end.isAfter(clock.instant())).isPresent()) {
      states.end(hook.id());
      return;
    }
    var subscription = states.find(hook.id());
    if (subscription.isEmpty()) {
      rows.off(hook.id());
      return;
    }
    rule.problems(subscription.get()).stream()
        .findFirst()
        .ifPresent(problem -> states.fail(hook.id(), problem.location() + ": " + problem.rule()));
  }

  @Override
  public void destroy() {
    timer.shutdownNow();
  }
}
