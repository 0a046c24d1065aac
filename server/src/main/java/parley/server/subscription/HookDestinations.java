package parley.server.subscription;

import java.util.Optional;
import parley.camelroutes.outbox.Destination;
import parley.camelroutes.outbox.Destinations;

/** The endpoints of Subscriptions that are not closed, under the reference to each. */
final class HookDestinations implements Destinations {

  private static final String PREFIX = "Subscription/";

  private final HookRows rows;

  HookDestinations(HookRows rows) {
    this.rows = rows;
  }

  @Override
  public Optional<Destination> named(String name) {
    if (!name.startsWith(PREFIX)) {
      return Optional.empty();
    }
    return rows.find(name.substring(PREFIX.length()))
        .filter(RestHook::isOpen)
        .map(hook -> new Destination.RestHook(name, hook.url(), hook.requestHeaders()));
  }
}
