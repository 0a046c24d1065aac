package parley.server.inlets;

import java.util.List;
import java.util.Optional;
import parley.camelroutes.Inlet;

/** The declared inlets that other parts of the program hand content to. */
public final class DirectInlets {

  private final List<Inlet> inlets;

  DirectInlets(List<Inlet> inlets) {
    this.inlets = List.copyOf(inlets);
  }

  /** The inlet of a name; empty when none is declared. */
  public Optional<Inlet.Direct> named(String name) {
    return inlets.stream()
        .filter(Inlet.Direct.class::isInstance)
        .map(Inlet.Direct.class::cast)
        .filter(inlet -> inlet.name().equals(name))
        .findFirst();
  }
}
