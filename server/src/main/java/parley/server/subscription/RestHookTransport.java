package parley.server.subscription;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.entity.ByteArrayEntity;
import org.apache.http.util.EntityUtils;
import parley.camelroutes.outbox.Destination;
import parley.camelroutes.outbox.OutboxEntry;
import parley.camelroutes.outbox.Transmission;
import parley.camelroutes.outbox.Transmission.Gone;
import parley.camelroutes.outbox.Transmission.Sent;
import parley.camelroutes.outbox.Transmission.TryAgain;
import parley.camelroutes.outbox.Transport;
import parley.server.subscription.EndpointPolicy.RefusedAddress;
import parley.server.subscription.SubscriberSettings.Target;

/**
 * Calls the endpoints of Subscriptions. The settings are asked again, the name is resolved again,
 * and the connection goes to an address that was looked at; a redirect is not followed, for it
 * would lead where nobody looked. What a receiver answers is not kept.
 */
final class RestHookTransport implements Transport {

  private static final Set<Integer> GONE = Set.of(404, 410);

  private final EndpointPolicy endpoints;
  private final HookClients clients;
  private final SubscriptionStates states;
  private final Clock clock;

  RestHookTransport(
      EndpointPolicy endpoints, HookClients clients, SubscriptionStates states, Clock clock) {
    this.endpoints = endpoints;
    this.clients = clients;
    this.states = states;
    this.clock = clock;
  }

  @Override
  public boolean carries(Destination destination) {
    return destination instanceof Destination.RestHook;
  }

  @Override
  public Transmission send(OutboxEntry entry, Destination destination) {
    var hook = (Destination.RestHook) destination;
    var url = hook.url().toString();
    var objection = endpoints.lasting(url);
    if (objection.isPresent()) {
      return new Gone(objection.get().rule());
    }
    var passing = endpoints.passing(url);
    if (passing.isPresent()) {
      return new TryAgain(passing.get().rule());
    }
    var target = endpoints.target(url).orElseThrow();
    var request = request(entry, hook, target);
    try (var deadline = clients.deadline(request);
        var response = clients.of(target).execute(HookClients.host(request.getURI()), request)) {
      EntityUtils.consumeQuietly(response.getEntity());
      return judge(entry, hook, response);
    } catch (RefusedAddress refused) {
      return new TryAgain("the host has a private, loopback, link-local or multicast address");
    } catch (UnknownHostException unknown) {
      return new TryAgain("the host is not known");
    } catch (IOException failed) {
      return new TryAgain("no connection or no answer: " + failed.getClass().getSimpleName());
    }
  }

  private HttpUriRequest request(OutboxEntry entry, Destination.RestHook hook, Target target) {
    var message = entry.message();
    var seconds = clock.instant().getEpochSecond();
    var builder = builder(message.kind(), hook.url(), message.subject());
    hook.headers().forEach(builder::setHeader);
    builder
        .setHeader("Parley-Subscription", hook.name())
        .setHeader("Parley-Notification", kind(message.kind()))
        .setHeader("Parley-Notification-Id", message.messageId())
        .setHeader(
            "Parley-Signature",
            Signature.of(target.secret(), seconds, message.messageId(), message.bytes()));
    if (!message.correlationId().isEmpty()) {
      builder.setHeader("Parley-Event-Number", message.correlationId());
    }
    if (!message.kind().equals(Notifications.PROBE)) {
      builder.setEntity(new ByteArrayEntity(message.bytes()));
      if (!message.contentType().isEmpty()) {
        builder.setHeader("Content-Type", message.contentType() + ";charset=UTF-8");
      }
    }
    return builder.build();
  }

  private static RequestBuilder builder(String kind, URI endpoint, String subject) {
    return switch (kind) {
      case Notifications.UPDATE -> RequestBuilder.put(below(endpoint, subject));
      case Notifications.PROBE -> RequestBuilder.get(below(endpoint, "metadata"));
      default -> RequestBuilder.post(endpoint);
    };
  }

  /** FHIR R4, code rest-hook: with a payload the URL is the base of a server. */
  private static URI below(URI base, String path) {
    return URI.create(base.toString().replaceFirst("/+$", "") + "/" + path);
  }

  private static String kind(String kind) {
    return kind.equals(Notifications.EVENT) || kind.equals(Notifications.UPDATE)
        ? "event"
        : "handshake";
  }

  private Transmission judge(
      OutboxEntry entry, Destination.RestHook hook, CloseableHttpResponse response) {
    var status = response.getStatusLine().getStatusCode();
    var handshake = kind(entry.message().kind()).equals("handshake");
    if (status / 100 == 2) {
      return handshake ? shaken(entry, hook) : new Sent("", Optional.empty());
    }
    if (status / 100 == 3) {
      // A proxy in its maintenance window answers so too.
      return new TryAgain("HTTP status " + status + ": redirects are not followed");
    }
    if (GONE.contains(status) && (handshake || status == 410)) {
      return new Gone("HTTP status " + status);
    }
    // Also 401, 403 and their like: whoever runs the receiver can mend it while the event waits.
    return new TryAgain("HTTP status " + status, retryAfter(response), Optional.empty());
  }

  private Transmission shaken(OutboxEntry entry, Destination.RestHook hook) {
    var id = hook.name().substring(hook.name().indexOf('/') + 1);
    var version = entry.message().messageId().replace("handshake-", "");
    return states.activate(id, version)
        ? new Sent("", Optional.empty())
        : new TryAgain("the Subscription was being written");
  }

  private static Optional<Duration> retryAfter(CloseableHttpResponse response) {
    return Optional.ofNullable(response.getFirstHeader("Retry-After"))
        .map(header -> header.getValue().strip())
        .filter(value -> value.matches("\\d{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)));
  }
}
