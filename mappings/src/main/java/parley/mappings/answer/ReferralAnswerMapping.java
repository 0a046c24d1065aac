package parley.mappings.answer;

import java.util.List;
import parley.mappings.InboundMessage;
import parley.mappings.Mapping;
import parley.mappings.MappingResult;
import parley.mappings.RecordBundle;
import parley.mappings.hl7v2.Hl7Message;
import parley.mappings.person.PatientMapper;
import parley.mappings.reading.Entries;
import parley.mappings.reading.Reading;
import parley.terminology.Terminology;

/**
 * RRI^I12 (return of referral information): what the one who was asked says to a referral. It is
 * recorded as a Communication about the referral. The referral itself stays as it is: whether
 * somebody else's refusal ends it is for a person, who gets a Task.
 */
public final class ReferralAnswerMapping implements Mapping {

  @Override
  public MappingResult map(InboundMessage inbound, Hl7Message message, Terminology terminology) {
    var reading = new Reading(inbound, message, terminology);
    var rf1 = reading.needed("RF1");
    reading.onlyOne("RF1", "Send one message for each referral.");
    var person = PatientMapper.map(reading);
    if (reading.stopped() || rf1.isEmpty() || person.isEmpty()) {
      return reading.rejected();
    }
    var entries = new ReferralAnswer(reading, rf1.get(), person.get()).entries();
    return reading.stopped()
        ? reading.rejected()
        : reading.result(
            new RecordBundle(List.of(person.get().person()), Entries.once(reading, entries)));
  }
}
