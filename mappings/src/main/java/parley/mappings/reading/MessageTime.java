package parley.mappings.reading;

import java.util.Date;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.InstantType;
import parley.mappings.RecordBundle.When;
import parley.mappings.hl7v2.Hl7Times;

/**
 * The time of a message on what it says. Messages of one sender overtake one another; what was
 * written earlier must not take the place of what was written later.
 */
public final class MessageTime {

  /** Clocks differ by so much. */
  private static final long TOLERANCE_SECONDS = 3600;

  private MessageTime() {}

  /**
   * Puts MSH-7 on a resource, for {@link When.NotOlder}. A message that does not say when it was
   * written, or says a time to come, leaves it out: a clock that runs ahead would make every later
   * message look old.
   */
  public static void stamp(Reading reading, DomainResource resource) {
    var received = Date.from(reading.inbound().receivedAt().plusSeconds(TOLERANCE_SECONDS));
    reading
        .message()
        .first("MSH")
        .filter(msh -> reading.instant(msh, 7).isPresent())
        .flatMap(msh -> Hl7Times.instant(msh.field(7).value(), reading.inbound().receivedAt()))
        .filter(written -> !written.getValue().after(received))
        .ifPresent(
            written ->
                resource.addExtension(
                    new Extension(When.MESSAGE_TIME, new InstantType(written.getValueAsString()))));
  }
}
