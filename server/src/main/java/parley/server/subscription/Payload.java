package parley.server.subscription;

import java.util.Optional;
import org.hl7.fhir.r4.model.Subscription;

/**
 * What a notification carries. The first two are FHIR R4's own (Subscription.channel.payload), the
 * others those of the Subscriptions R5 Backport guide: a Bundle that begins with the status of the
 * Subscription.
 */
enum Payload {
  /** An empty POST: something has changed. */
  NOTHING,
  /** PUT of the resource to {@code [endpoint]/[type]/[id]}. */
  RESOURCE,
  /** A Bundle that names no resource. */
  EMPTY,
  /** A Bundle with the resource's address. */
  ID_ONLY,
  /** A Bundle with the resource. */
  FULL;

  static final String EXTENSION =
      "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content";

  /** What a Subscription asks for; empty when the extension holds a code that the guide lacks. */
  static Optional<Payload> of(Subscription subscription) {
    var payload = subscription.getChannel().getPayloadElement();
    var content = payload.getExtensionByUrl(EXTENSION);
    if (content == null) {
      return Optional.of(payload.hasValue() ? RESOURCE : NOTHING);
    }
    return switch (content.hasValue() ? content.getValue().primitiveValue() : "") {
      case "empty" -> Optional.of(EMPTY);
      case "id-only" -> Optional.of(ID_ONLY);
      case "full-resource" -> Optional.of(FULL);
      default -> Optional.empty();
    };
  }

  boolean isBundle() {
    return this == EMPTY || this == ID_ONLY || this == FULL;
  }
}
