package parley.camelroutes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;

/** Tells whether the inlets are open. */
public final class InletStatus {

  private final CamelContext context;
  private final List<Inlet> inlets;

  public InletStatus(CamelContext context, List<Inlet> inlets) {
    this.context = context;
    this.inlets = List.copyOf(inlets);
  }

  /** Inlet name to whether it takes messages now, in the order declared. */
  public Map<String, Boolean> open() {
    var open = new LinkedHashMap<String, Boolean>();
    for (var inlet : inlets) {
      var status = context.getRouteController().getRouteStatus(inlet.routeId());
      open.put(inlet.name(), status != null && status.isStarted());
    }
    return open;
  }

  /** Whether every inlet takes messages. */
  public boolean allOpen() {
    return context.isStarted() && !open().containsValue(false);
  }
}
