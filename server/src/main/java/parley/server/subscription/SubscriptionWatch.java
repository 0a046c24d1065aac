package parley.server.subscription;

import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import parley.server.subscription.HookRows.GivenUp;
import parley.server.work.Upkeep;

/**
 * Looks after Subscriptions that nobody writes: those whose end has come, whose notifications were
 * given up, and those that the settings no longer allow.
 */
final class SubscriptionWatch
    implements ApplicationListener<ApplicationReadyEvent>, DisposableBean {

  private final HookRows rows;
  private final SubscriptionStates states;
  private final SubscriptionRule rule;
  private final Duration every;
  private final Clock clock;
  private final Upkeep upkeep =
      new Upkeep("subscription-watch", "Subscriptions were not looked after");

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
    upkeep.every(every, this::look);
  }

  private void look() {
    rows.givenUp().forEach(this::fail);
    rows.open().forEach(this::judge);
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
    upkeep.close();
  }
}
