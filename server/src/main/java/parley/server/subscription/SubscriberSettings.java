package parley.server.subscription;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import parley.server.settings.InvalidSettings;

/**
 * The settings under {@code parley.subscriptions}. Without targets there are no Subscriptions.
 *
 * @param targets who may be told of changes, and of which
 * @param keep how long a notification is tried before its Subscription becomes an error
 * @param handshake how long the first call to an endpoint is tried
 * @param connect how long a connection may take; with {@code answer} 25 s at most
 * @param answer how long the receiver may be silent
 * @param sweep how often Subscriptions are looked after: ends, errors, changed settings
 */
@ConfigurationProperties("parley.subscriptions")
public record SubscriberSettings(
    @DefaultValue List<Target> targets,
    @DefaultValue("3d") Duration keep,
    @DefaultValue("1h") Duration handshake,
    @DefaultValue("5s") Duration connect,
    @DefaultValue("20s") Duration answer,
    @DefaultValue("10s") Duration sweep) {

  /** A try is ended after that, whatever else is set; the leases of the outbox reckon with it. */
  static final Duration LONGEST_TRY = Duration.ofSeconds(25);

  public SubscriberSettings {
    targets = List.copyOf(targets);
    for (var duration : List.of(keep, handshake, connect, answer, sweep)) {
      if (duration.isZero() || duration.isNegative()) {
        throw new InvalidSettings(
            "parley.subscriptions.keep, handshake, connect, answer and sweep must be longer than"
                + " nothing, such as 20s");
      }
    }
    if (connect.plus(answer).compareTo(LONGEST_TRY) > 0) {
      throw new InvalidSettings(
          "parley.subscriptions.connect and answer may be 25s together, because a try is ended then;"
              + " a receiver that needs longer answers 202 first and works afterwards");
    }
  }

  /** The first target whose hosts include that of an endpoint. */
  Optional<Target> target(URI endpoint) {
    return targets.stream().filter(target -> target.includes(endpoint)).findFirst();
  }

  /**
   * A system that may be told of changes. Until callers are authenticated this list, and nothing
   * else, says what a subscriber may see.
   *
   * @param name for people
   * @param hosts host names; {@code *.example.nhs.uk} is every name below example.nhs.uk
   * @param types resource types it may be told of
   * @param secret key of the signature, at least 32 bytes; it stands in no resource
   * @param headers names of request headers a Subscription may set
   * @param plain whether http will do
   * @param privateAddresses whether its address may be a private or loopback one
   */
  public record Target(
      String name,
      List<String> hosts,
      Set<String> types,
      String secret,
      @DefaultValue List<String> headers,
      @DefaultValue("false") boolean plain,
      @DefaultValue("false") boolean privateAddresses) {

    private static final int SHORTEST_SECRET = 32;

    public Target {
      if (hosts == null || hosts.isEmpty() || types == null || types.isEmpty()) {
        throw new InvalidSettings(
            "a target of parley.subscriptions needs hosts and types, such as ehr.example.nhs.uk and"
                + " Encounter");
      }
      if (secret == null || secret.getBytes(StandardCharsets.UTF_8).length < SHORTEST_SECRET) {
        throw new InvalidSettings(
            "a target of parley.subscriptions needs a secret of at least 32 bytes; make a random"
                + " one and hand it to the receiver");
      }
      hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
      if (hosts.stream().anyMatch(host -> host.replaceFirst("^\\*\\.", "").contains("*"))) {
        throw new InvalidSettings(
            "a host of parley.subscriptions is a name, or *. and a name; other patterns are not"
                + " known");
      }
      types = Set.copyOf(types);
      headers = headers.stream().map(header -> header.toLowerCase(Locale.ROOT)).toList();
    }

    boolean includes(URI endpoint) {
      var host = Optional.ofNullable(endpoint.getHost()).orElse("").toLowerCase(Locale.ROOT);
      return hosts.stream()
          .anyMatch(
              pattern ->
                  pattern.startsWith("*.")
                      ? host.endsWith(pattern.substring(1)) && host.length() >= pattern.length()
                      : host.equals(pattern));
    }

    /** Without the secret. */
    @Override
    public String toString() {
      return "Target " + name;
    }
  }
}
