package parley.server.subscription;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import parley.server.subscription.SubscriberSettings.Target;

/**
 * Where notifications may go. Asked when a Subscription is written, and again at every delivery.
 */
final class EndpointPolicy {

  private final SubscriberSettings settings;
  private final Resolver resolver;

  EndpointPolicy(SubscriberSettings settings, Resolver resolver) {
    this.settings = settings;
    this.resolver = resolver;
  }

  /** Finds the addresses of a host, as {@link InetAddress#getAllByName} does. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /** A rule that an endpoint breaks and how to mend it. */
  record Objection(String rule, String remedy) {}

  /** The target an endpoint belongs to, if there is one. */
  Optional<Target> target(String endpoint) {
    return parse(endpoint).flatMap(settings::target);
  }

  /** What is wrong with an endpoint by the settings alone. */
  Optional<Objection> lasting(String endpoint) {
    var url = parse(endpoint);
    if (url.isEmpty()) {
      return objection(
          "an endpoint is an absolute http or https URL with a host, without user or fragment",
          "Give one such as https://ehr.example.nhs.uk/hook");
    }
    var target = settings.target(url.get());
    if (target.isEmpty()) {
      return objection(
          "notifications go to hosts named under parley.subscriptions.targets only",
          "Use such a host, or have it added to the settings");
    }
    if (!target.get().plain() && !"https".equalsIgnoreCase(url.get().getScheme())) {
      return objection("this target takes https only", "Use an https URL");
    }
    return Optional.empty();
  }

  /**
   * What is wrong with an endpoint by what its name resolves to just now. Nothing is sent there,
   * but one answer of a name server says nothing about the next.
   */
  Optional<Objection> passing(String endpoint) {
    var url = parse(endpoint).orElseThrow();
    var target = settings.target(url).orElseThrow();
    try {
      if (!permits(target, resolver.resolve(host(url)))) {
        return objection(
            "the host has a private, loopback, link-local or multicast address",
            "Use a public address, or have private ones allowed for the target in the settings");
      }
    } catch (UnknownHostException e) {
      // Asked again at delivery, when it may be known.
    }
    return Optional.empty();
  }

  /** The addresses of a host, all of them allowed for the target. */
  InetAddress[] addresses(Target target, String host) throws UnknownHostException {
    var addresses = resolver.resolve(host);
    if (!permits(target, addresses)) {
      throw new RefusedAddress();
    }
    return addresses;
  }

  /** A host that resolves to an address that notifications do not go to. */
  static final class RefusedAddress extends UnknownHostException {
    private static final long serialVersionUID = 1L;
  }

  private static boolean permits(Target target, InetAddress[] addresses) {
    return Arrays.stream(addresses)
        .allMatch(
            address ->
                target.privateAddresses()
                    ? !Addresses.isNeverAllowed(address)
                    : Addresses.isPublic(address));
  }

  private static String host(URI url) {
    return url.getHost().replaceAll("^\\[|]$", "");
  }

  private static Optional<URI> parse(String endpoint) {
    try {
      var url = new URI(endpoint == null ? "" : endpoint);
      var web =
          "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
      return web
              && url.getHost() != null
              && url.getRawUserInfo() == null
              && url.getRawFragment() == null
          ? Optional.of(url)
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<Objection> objection(String rule, String remedy) {
    return Optional.of(new Objection(rule, remedy));
  }
}
