package parley.server.subscription;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Subscription;

/**
 * What a Subscription that passed {@link SubscriptionRule} asks for.
 *
 * @param id logical id of the Subscription
 * @param version its version
 * @param status {@code requested}, {@code active}, {@code error} or {@code off}
 * @param criteria {@code Type?search}
 * @param endpoint where to
 * @param payload what a notification carries
 * @param contentType media type of it, empty for no body
 * @param headers request headers, {@code Name: value}
 * @param ends when the gateway turns it off
 */
record RestHook(
    String id,
    String version,
    String status,
    String criteria,
    String endpoint,
    Payload payload,
    String contentType,
    List<String> headers,
    Optional<Instant> ends) {

  static final String JSON = "application/fhir+json";
  static final String XML = "application/fhir+xml";

  static RestHook of(Subscription subscription) {
    var channel = subscription.getChannel();
    var payload = Payload.of(subscription).orElse(Payload.NOTHING);
    return new RestHook(
        subscription.getIdElement().getIdPart(),
        Optional.ofNullable(subscription.getIdElement().getVersionIdPart()).orElse("1"),
        subscription.getStatus().toCode(),
        subscription.getCriteria(),
        channel.getEndpoint(),
        payload,
        contentType(payload, channel.getPayload()),
        channel.getHeader().stream().map(PrimitiveType::getValue).toList(),
        Optional.ofNullable(subscription.getEnd()).map(java.util.Date::toInstant));
  }

  private static String contentType(Payload payload, String wanted) {
    if (payload == Payload.NOTHING) {
      return "";
    }
    return wanted != null && wanted.toLowerCase(Locale.ROOT).contains("xml") ? XML : JSON;
  }

  /** Name of the destination in the outbox, and the reference to the Subscription. */
  String destination() {
    return destination(id);
  }

  static String destination(String id) {
    return "Subscription/" + id;
  }

  /** The resource type of the criteria. */
  String type() {
    return criteria.contains("?") ? criteria.substring(0, criteria.indexOf('?')) : criteria;
  }

  /** Whether every resource of the type is meant. */
  boolean everyone() {
    return criteria.length() <= type().length() + 1;
  }

  boolean isOpen() {
    return status.equals("requested") || status.equals("active");
  }

  URI url() {
    return URI.create(endpoint);
  }

  /** Headers by name. */
  Map<String, String> requestHeaders() {
    var all = new LinkedHashMap<String, String>();
    headers.forEach(
        line -> {
          var colon = line.indexOf(':');
          all.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        });
    return all;
  }
}
