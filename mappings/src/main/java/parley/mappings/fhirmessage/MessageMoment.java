package parley.mappings.fhirmessage;

import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import parley.mappings.InboundMessage;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.reading.Moments;

/** When a FHIR message was written: what was written earlier changes nothing said later. */
final class MessageMoment {

  private MessageMoment() {}

  /**
   * Bundle.timestamp, else meta.lastUpdated of the Bundle or the resource that was sent, else the
   * receipt. Never later than the receipt: a clock that runs ahead would make every later message
   * look old.
   */
  static Instant of(FhirMessage message, InboundMessage inbound) {
    var received = inbound.receivedAt();
    return Stream.concat(
            message.bundle().map(Bundle::getTimestamp).stream(),
            message.sent().getMeta().hasLastUpdated()
                ? Stream.of(message.sent().getMeta().getLastUpdated())
                : Stream.<Date>empty())
        .findFirst()
        .map(Date::toInstant)
        .filter(written -> written.isBefore(received))
        .orElse(received);
  }

  /** A write that does not take the place of what a later message said. */
  static Write notOlder(DomainResource resource, Set<String> defaults, Instant written) {
    resource.addExtension(new Extension(When.MESSAGE_TIME, Moments.instant(written)));
    return new Write(resource, Set.of(), new When.NotOlder(), defaults);
  }
}
