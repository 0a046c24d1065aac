package parley.server.subscription;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import parley.camelroutes.outbox.Outbox;

/** Puts notifications into the outbox, in the transaction of what they tell of. */
final class Notifier {

  private final HookRows rows;
  private final Outbox outbox;
  private final Notifications notifications;
  private final Criteria criteria;
  private final EndpointPolicy endpoints;

  Notifier(
      HookRows rows,
      Outbox outbox,
      Notifications notifications,
      Criteria criteria,
      EndpointPolicy endpoints) {
    this.rows = rows;
    this.outbox = outbox;
    this.notifications = notifications;
    this.criteria = criteria;
    this.endpoints = endpoints;
  }

  /** One notification for each open Subscription and each resource that meets its criteria. */
  void changed(Collection<Resource> resources) {
    var types = resources.stream().map(Resource::fhirType).collect(Collectors.toSet());
    var hooks = rows.open(types).stream().filter(this::isStillAllowed).toList();
    if (hooks.isEmpty()) {
      return;
    }
    var met = new IdentityHashMap<Resource, Set<String>>();
    for (var one : resources) {
      var ofItsType = hooks.stream().filter(hook -> hook.type().equals(one.fhirType())).toList();
      met.put(one, criteria.met(ofItsType, one));
    }
    // Locked one after the other in one order, so that two transactions never wait in a circle.
    for (var hook : hooks) {
      resources.stream()
          .filter(one -> met.get(one).contains(hook.id()))
          .forEach(one -> notify(hook, one));
    }
  }

  private boolean isStillAllowed(RestHook hook) {
    return endpoints
        .target(hook.endpoint())
        .filter(target -> target.types().contains(hook.type()))
        .isPresent();
  }

  private void notify(RestHook hook, Resource changed) {
    rows.nextEvent(hook.id())
        .ifPresent(number -> outbox.put(notifications.event(hook, number, changed)));
  }

  /**
   * Follows a Subscription that is written: one that is requested is shaken hands on, before any
   * notification that is put in later. What waits for an endpoint that it no longer names, or for
   * one that is closed, is taken back.
   */
  void follow(Subscription subscription) {
    var before = rows.find(subscription.getIdElement().getIdPart());
    if (!isRestHook(subscription)) {
      before.ifPresent(hook -> close(hook.id(), "the Subscription is no longer a rest-hook"));
      return;
    }
    var hook = RestHook.of(subscription);
    rows.write(hook);
    if (!hook.isOpen()) {
      takeBack(hook.id(), "the Subscription is " + hook.status());
      return;
    }
    if (before.filter(was -> !was.endpoint().equals(hook.endpoint())).isPresent()) {
      takeBack(hook.id(), "the Subscription names another endpoint");
    }
    if (subscription.getStatus() == SubscriptionStatus.REQUESTED) {
      outbox.put(notifications.handshake(hook));
    }
  }

  /** Follows a Subscription that is deleted. */
  void forget(Subscription subscription) {
    close(subscription.getIdElement().getIdPart(), "the Subscription was deleted");
  }

  private void close(String id, String reason) {
    rows.off(id);
    takeBack(id, reason);
  }

  void takeBack(String id, String reason) {
    outbox.cancelWaiting(RestHook.destination(id), reason);
  }

  /** One turned off may be written without anything else. */
  private static boolean isRestHook(Subscription subscription) {
    return Optional.ofNullable(subscription.getChannel().getType())
            .filter(type -> type == Subscription.SubscriptionChannelType.RESTHOOK)
            .isPresent()
        && subscription.hasCriteria()
        && subscription.hasStatus()
        && subscription.getChannel().hasEndpoint()
        && List.of("requested", "active", "error", "off")
            .contains(subscription.getStatus().toCode());
  }
}
