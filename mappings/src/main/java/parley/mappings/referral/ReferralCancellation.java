package parley.mappings.referral;

import parley.mappings.InboundMessage;
import parley.mappings.Mapping;
import parley.mappings.MappingResult;
import parley.mappings.hl7v2.Hl7Message;
import parley.mappings.reading.Reading;
import parley.terminology.Terminology;

/**
 * REF^I14 (the referral is cancelled): the ServiceRequest is revoked, and the triage Task and the
 * planned EpisodeOfCare are cancelled unless work on them is already done.
 */
public final class ReferralCancellation implements Mapping {

  @Override
  public MappingResult map(InboundMessage inbound, Hl7Message message, Terminology terminology) {
    var reading = new Reading(inbound, message, terminology);
    return ReferralRecord.of(reading)
        .map(record -> reading.result(record.cancelled()))
        .orElseGet(reading::rejected);
  }
}
