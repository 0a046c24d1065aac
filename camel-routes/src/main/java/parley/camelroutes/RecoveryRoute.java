package parley.camelroutes;

import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;

/** Tries again, at every tick, what was left undecided by a crash or an unreachable store. */
final class RecoveryRoute extends RouteBuilder {

  private static final int LAST_TO_START = 900;

  private final Intake intake;
  private final Failures failures;
  private final Settings settings;
  private final Gate gate;

  RecoveryRoute(Intake intake, Failures failures, Settings settings, Gate gate) {
    this.intake = intake;
    this.failures = failures;
    this.settings = settings;
    this.gate = gate;
  }

  @Override
  public void configure() {
    failures.guardUnattended(this);
    fromF("timer:recovery?delay=%d&period=%d", period(), period())
        .routeId("recovery")
        .startupOrder(LAST_TO_START)
        .process(exchange -> recover());
  }

  private void recover() {
    intake.recover(settings.age(), settings.limit(), gate::isOpen);
  }

  private long period() {
    return settings.period().toMillis();
  }

  /**
   * When to look, and for what.
   *
   * @param period between two looks
   * @param age how long a received message must have lain undecided; longer than a message takes
   *     with all its retries
   * @param limit at most so many messages a time
   */
  record Settings(Duration period, Duration age, int limit) {}
}
