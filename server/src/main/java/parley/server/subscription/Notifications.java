package parley.server.subscription;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import parley.camelroutes.outbox.OutboxDraft;

/** What is sent, as rows for the outbox: made once, with the change, and never again. */
final class Notifications {

  /** POST of the bytes. */
  static final String EVENT = "subscription-event";

  /** PUT of the bytes to {@code [endpoint]/[subject]}. */
  static final String UPDATE = "subscription-update";

  /** POST of the bytes; when it is answered well the Subscription is active. */
  static final String HANDSHAKE = "subscription-handshake";

  /** GET of {@code [endpoint]/metadata}; the same, of an endpoint that is a FHIR server. */
  static final String PROBE = "subscription-probe";

  private static final String STATUS_PROFILE =
      "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription-status-r4";

  private final FhirContext context;
  private final String baseUrl;
  private final Duration keep;
  private final Duration handshake;
  private final Clock clock;

  /**
   * Rows of one gateway.
   *
   * @param baseUrl of its FHIR endpoint
   * @param keep how long a notification is tried
   * @param handshake how long a handshake is tried
   */
  Notifications(
      FhirContext context, String baseUrl, Duration keep, Duration handshake, Clock clock) {
    this.context = context;
    this.baseUrl = baseUrl;
    this.keep = keep;
    this.handshake = handshake;
    this.clock = clock;
  }

  /** The first call to an endpoint; its id ends in the version of the Subscription it is about. */
  OutboxDraft handshake(RestHook hook) {
    var bytes = new byte[0];
    var id = "handshake-" + hook.version();
    if (hook.payload().isBundle()) {
      bytes = encode(hook, bundle(id, status(hook, "requested", "handshake", 0)));
    }
    return new OutboxDraft(
        hook.destination(),
        hook.payload() == Payload.RESOURCE ? PROBE : HANDSHAKE,
        hook.destination(),
        bytes,
        bytes.length == 0 ? "" : hook.contentType(),
        id,
        "",
        Optional.of(clock.instant().plus(handshake)));
  }

  /** A change. */
  OutboxDraft event(RestHook hook, long number, Resource changed) {
    var id = hook.id() + "-" + number;
    var subject = changed.fhirType() + "/" + changed.getIdElement().getIdPart();
    return new OutboxDraft(
        hook.destination(),
        hook.payload() == Payload.RESOURCE ? UPDATE : EVENT,
        subject,
        body(hook, number, changed, id, subject),
        hook.contentType(),
        id,
        String.valueOf(number),
        Optional.of(clock.instant().plus(keep)));
  }

  private byte[] body(RestHook hook, long number, Resource changed, String id, String subject) {
    if (hook.payload() == Payload.NOTHING) {
      return new byte[0];
    }
    if (hook.payload() == Payload.RESOURCE) {
      return encode(hook, changed);
    }
    var status = status(hook, "active", "event-notification", number);
    var event = status.addParameter().setName("notification-event");
    event.addPart().setName("event-number").setValue(new StringType(String.valueOf(number)));
    event.addPart().setName("timestamp").setValue(new InstantType(Date.from(clock.instant())));
    var bundle = bundle(id, status);
    if (hook.payload() != Payload.EMPTY) {
      event.addPart().setName("focus").setValue(new Reference(baseUrl + "/" + subject));
      var first = "1".equals(changed.getIdElement().getVersionIdPart());
      var entry = bundle.addEntry().setFullUrl(baseUrl + "/" + subject);
      entry
          .getRequest()
          .setMethod(first ? HTTPVerb.POST : HTTPVerb.PUT)
          .setUrl(first ? changed.fhirType() : subject);
      entry.getResponse().setStatus(first ? "201" : "200");
      if (hook.payload() == Payload.FULL) {
        entry.setResource(changed);
      }
    }
    return encode(hook, bundle);
  }

  /** Subscriptions R5 Backport 1.1.0, profile backport-subscription-status-r4. */
  private Parameters status(RestHook hook, String status, String type, long events) {
    var parameters = new Parameters();
    parameters.getMeta().addProfile(STATUS_PROFILE);
    parameters.addParameter("subscription", new Reference(baseUrl + "/" + hook.destination()));
    parameters.addParameter("status", new CodeType(status));
    parameters.addParameter("type", new CodeType(type));
    parameters.addParameter("events-since-subscription-start", String.valueOf(events));
    return parameters;
  }

  private Bundle bundle(String id, Parameters status) {
    var bundle = new Bundle().setType(BundleType.HISTORY);
    bundle.setTimestamp(Date.from(clock.instant()));
    var name = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
    status.setId(name);
    var entry = bundle.addEntry().setFullUrl("urn:uuid:" + name).setResource(status);
    var subscription = ((Reference) status.getParameter("subscription").getValue()).getReference();
    entry.getRequest().setMethod(HTTPVerb.GET).setUrl(subscription + "/$status");
    entry.getResponse().setStatus("200");
    return bundle;
  }

  private byte[] encode(RestHook hook, Resource resource) {
    var parser =
        hook.contentType().equals(RestHook.XML) ? context.newXmlParser() : context.newJsonParser();
    return parser.encodeResourceToString(resource).getBytes(StandardCharsets.UTF_8);
  }
}
