package parley.mappings.adt;

import parley.mappings.InboundMessage;
import parley.mappings.Mapping;
import parley.mappings.MappingResult;
import parley.mappings.hl7v2.Hl7Message;
import parley.mappings.reading.Reading;
import parley.terminology.Terminology;

/** ADT^A28 (add a person) and ADT^A31 (update a person). */
public final class PersonUpdate implements Mapping {

  @Override
  public MappingResult map(InboundMessage inbound, Hl7Message message, Terminology terminology) {
    var reading = new Reading(inbound, message, terminology);
    return AdtRecord.of(reading)
        .map(record -> reading.result(record.withoutVisit()))
        .orElseGet(reading::rejected);
  }
}
