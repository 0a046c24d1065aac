package parley.mappings;

import parley.mappings.hl7v2.Hl7Message;
import parley.terminology.Terminology;

/** What one kind of message means in FHIR; pure, and one final class for each message type. */
public interface Mapping {

  /**
   * Maps one message.
   *
   * @param inbound where the message came from
   * @param message the parsed message; its type is one this mapping is listed for
   * @param terminology the vocabularies
   * @return the record, or every problem that stops it; never throws for what a sender wrote
   */
  MappingResult map(InboundMessage inbound, Hl7Message message, Terminology terminology);
}
