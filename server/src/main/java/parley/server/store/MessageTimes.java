package parley.server.store;

import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.RecordBundle.When;

/** Which of two states of a resource its sender wrote first: messages arrive out of order. */
final class MessageTimes {

  private MessageTimes() {}

  /** Whether what comes was written before what is stored; without both times it was not. */
  static boolean isOlder(Resource incoming, Resource stored) {
    var told = time(incoming);
    var held = time(stored);
    return told.isPresent() && held.isPresent() && told.get().before(held.get());
  }

  private static Optional<Date> time(Resource resource) {
    return resource instanceof DomainResource domain
        ? Optional.ofNullable(domain.getExtensionByUrl(When.MESSAGE_TIME))
            .map(Extension::getValue)
            .filter(InstantType.class::isInstance)
            .map(value -> ((InstantType) value).getValue())
        : Optional.empty();
  }
}
