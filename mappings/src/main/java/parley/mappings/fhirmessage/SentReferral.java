package parley.mappings.fhirmessage;

import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;

/**
 * The referral that a message is about, as its sender calls it.
 *
 * @param name how {@code MessageHeader.focus} names it
 * @param identifier the one that the record's id is made from, as it came; of a referral that goes
 *     by its sender's own name the first with a value, empty for none
 */
public record SentReferral(String name, Optional<Identifier> identifier) {

  /**
   * Of a message.
   *
   * @return empty when {@code MessageHeader.focus} names no ServiceRequest and there is none
   */
  public static Optional<SentReferral> of(Bundle bundle) {
    var message = new FhirMessage(bundle, false);
    return message
        .focus(ServiceRequest.class)
        .flatMap(
            request ->
                message.header().stream()
                    .flatMap(header -> header.getFocus().stream())
                    .filter(focus -> message.target(focus).filter(request::equals).isPresent())
                    .map(Reference::getReference)
                    .findFirst()
                    .or(() -> message.header().map(it -> it.getFocusFirstRep().getReference()))
                    .map(name -> new SentReferral(name, identifier(request))));
  }

  private static Optional<Identifier> identifier(ServiceRequest request) {
    return request.getIdentifier().stream()
        .filter(it -> it.hasSystem() && it.hasValue())
        .findFirst()
        .or(() -> request.getIdentifier().stream().filter(Identifier::hasValue).findFirst());
  }
}
