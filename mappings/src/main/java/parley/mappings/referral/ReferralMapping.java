package parley.mappings.referral;

import parley.mappings.InboundMessage;
import parley.mappings.Mapping;
import parley.mappings.MappingResult;
import parley.mappings.hl7v2.Hl7Message;
import parley.mappings.reading.Reading;
import parley.terminology.Terminology;

/**
 * REF^I12 (a patient is referred) and REF^I13 (the referral is changed): both say what the referral
 * is now, so both write the same resources.
 */
public final class ReferralMapping implements Mapping {

  @Override
  public MappingResult map(InboundMessage inbound, Hl7Message message, Terminology terminology) {
    var reading = new Reading(inbound, message, terminology);
    return ReferralRecord.of(reading)
        .map(record -> reading.result(record.current()))
        .orElseGet(reading::rejected);
  }
}
