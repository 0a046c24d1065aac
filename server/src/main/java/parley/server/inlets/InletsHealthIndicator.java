package parley.server.inlets;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import parley.camelroutes.InletStatus;

/** Ready when every inlet is open. */
final class InletsHealthIndicator implements HealthIndicator {

  private final InletStatus inlets;

  InletsHealthIndicator(InletStatus inlets) {
    this.inlets = inlets;
  }

  @Override
  public Health health() {
    return (inlets.allOpen() ? Health.up() : Health.outOfService()).build();
  }
}
