package parley.server.inlets;

import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import parley.camelroutes.GatewayRoutes;

/** Adds the gateway's routes to the Camel context just before it starts. */
final class RoutesOnStart implements CamelContextConfiguration {

  private final GatewayRoutes routes;

  RoutesOnStart(GatewayRoutes routes) {
    this.routes = routes;
  }

  @Override
  public void beforeApplicationStart(CamelContext context) {
    for (var builder : routes.builders()) {
      try {
        context.addRoutes(builder);
      } catch (Exception e) { // declared so by Camel
        throw new IllegalStateException("a route could not be made", e);
      }
    }
  }

  @Override
  public void afterApplicationStart(CamelContext context) {
    // Nothing: readiness asks the inlets themselves.
  }
}
