package parley.camelroutes.outbox;

import java.util.List;
import java.util.Optional;

/** Finds a destination by its name, each time anew, so that a changed one serves waiting rows. */
public interface Destinations {

  /** The destination, or empty when there is none of this name here. */
  Optional<Destination> named(String name);

  /** The first that knows a name. */
  static Destinations of(List<? extends Destinations> all) {
    var known = List.copyOf(all);
    return name -> known.stream().flatMap(one -> one.named(name).stream()).findFirst();
  }
}
