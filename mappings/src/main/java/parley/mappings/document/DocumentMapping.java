package parley.mappings.document;

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
 * MDM^T02 (document with its content), T08 (the document was edited) and T11 (the document is
 * cancelled): a DocumentReference and the Binary it refers to. TXA-12 tells which document it is;
 * the same number again replaces what was said before (as patientsknowbest.com has it).
 */
public final class DocumentMapping implements Mapping {

  @Override
  public MappingResult map(InboundMessage inbound, Hl7Message message, Terminology terminology) {
    var reading = new Reading(inbound, message, terminology);
    var txa = reading.needed("TXA");
    reading.onlyOne("TXA", "Send one message for each document.");
    var person = PatientMapper.map(reading);
    if (reading.stopped() || txa.isEmpty() || person.isEmpty()) {
      return reading.rejected();
    }
    var entries = new DocumentRecord(reading, txa.get(), person.get()).entries();
    return reading.stopped()
        ? reading.rejected()
        : reading.result(
            new RecordBundle(List.of(person.get().person()), Entries.once(reading, entries)));
  }
}
